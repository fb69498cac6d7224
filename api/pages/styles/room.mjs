// A room as it happens: numbers change in place, and the page is loaded anew when the room moves on.
const room = document.querySelector("[data-events]");

function count(told) {
  const numbers = { ...told.counts, answered: told.answered, learners: told.learners };
  for (const shown of room.querySelectorAll("[data-count]")) {
    shown.textContent = numbers[shown.dataset.count] ?? 0;
  }
  for (const bar of room.querySelectorAll("[data-bar]")) {
    bar.max = Math.max(told.answered, 1);
    bar.value = numbers[bar.dataset.bar] ?? 0;
  }
}

if (room && "EventSource" in window) {
  const events = new EventSource(room.dataset.events);
  events.onmessage = (event) => {
    const told = JSON.parse(event.data);
    if (String(told.step) !== room.dataset.step) {
      events.close();
      window.location.assign(window.location.pathname);
    } else if ("learners" in told) {
      count(told);
    }
  };
}
