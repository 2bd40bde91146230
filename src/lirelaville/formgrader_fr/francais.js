// Words that nbgrader's pages take from their libraries, and what they load elsewhere.

if (window.jQuery && jQuery.fn.dataTable) {
  jQuery.extend(true, jQuery.fn.dataTable.defaults, {
    language: {
      search: "Chercher\u00a0:",
      zeroRecords: "Rien ne correspond.",
      emptyTable: "Rien pour l’instant.",
      aria: { orderable: "Trier", orderableReverse: "Trier à l’envers", orderableRemove: "Ne plus trier",
              sortAscending: "\u00a0: trier", sortDescending: "\u00a0: trier à l’envers" },
    },
  });
}

// The marking view waits for MathJax, which it would fetch from another site: without
// the internet its keyboard shortcuts would never start.  Formulas show as they are typed.
window.MathJax = { Hub: { Startup: { signal: { Interest: (listener) => listener("End") } } } };
