// On a family's page a link to one model marks its column, from top to bottom.
// For pages with: card-table

function markColumn() {
  document.querySelectorAll("td.asked-for").forEach((cell) => cell.classList.remove("asked-for"));
  const id = window.location.hash.slice(1);
  const head = [...document.querySelectorAll(".card-table thead th[id]")].find((cell) => cell.id === id);
  for (const row of head?.closest("table").tBodies[0].rows ?? []) {
    row.cells[head.cellIndex]?.classList.add("asked-for");
  }
}

markColumn();
window.addEventListener("hashchange", markColumn);
