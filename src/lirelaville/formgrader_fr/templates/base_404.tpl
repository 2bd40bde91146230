{%- extends "base.tpl" -%}

{%- block title -%}
Cette page n’existe pas
{%- endblock -%}

{%- block body -%}
<div class="panel-body">
L’adresse a peut-être été mal recopiée, ou la copie a été effacée.
<a href="{{ base_url }}/formgrader/manage_assignments">Revenir aux leçons</a>
<span id="error-{{ error_code }}"></span>
</div>
{%- endblock -%}
