{%- extends "nbgrader/manage_submissions.tpl" -%}

{%- block messages -%}
<p><b>Corriger</b> fait tourner les vérifications d'une copie. « À lire » : une réponse écrite attend vos points, dans
<a href="{{ base_url }}/formgrader/gradebook/{{ assignment_id }}/{{ assignment_id }}">Lire et noter</a>.</p>
{%- endblock -%}
