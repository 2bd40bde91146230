{%- extends "nbgrader/manage_assignments.tpl" -%}

{%- block messages -%}
<details class="panel panel-default">
  <summary class="panel-heading">Dans quel ordre cliquer ?</summary>
  <ol class="panel-body" style="padding-left: 3em">
    <li><b>Collecter</b> ramasse les copies rendues d'une leçon distribuée.</li>
    <li>Le nombre de la colonne <b>Copies</b> ouvre leur liste : <b>Corriger</b> fait tourner les vérifications.</li>
    <li><b>Lire et noter</b>, dans le menu, montre chaque copie : les réponses écrites y attendent vos points.</li>
    <li><b>Préparer les corrigés</b>, puis <b>Rendre les corrigés</b> : chaque personne peut lire le sien.</li>
    <li><b>Distribuer</b> met une leçon à disposition, <b>Retirer</b> la cache ; le travail déjà commencé reste chez chacune et chacun.</li>
  </ol>
</details>
{%- if exchange_missing %}
<p class="alert alert-warning" id="warning-exchange">Le dossier des échanges n'existe pas : <code>{{ exchange }}</code>.
Rien ne peut être distribué ni collecté. Prévenez la personne qui tient l'atelier.</p>
{%- endif %}
{%- endblock -%}
