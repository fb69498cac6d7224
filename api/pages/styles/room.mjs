// A room as it happens: numbers change in place, and the page is loaded anew when the room moves on.
const CLOSED = -1;
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
  const step = Number(room.dataset.step);
  const events = new EventSource(room.dataset.events);
  events.onmessage = (event) => {
    const told = JSON.parse(event.data);
    // The first word may be older than the page: what stood when the room was last looked at.
    if (told.step > step || told.step === CLOSED) {
      events.close();
      window.location.assign(window.location.pathname);
    } else if (told.step === step && "learners" in told) {
      count(told);
    }
  };
  // What is being sent is never cut off by the room moving on: the reply shows where it stands.
  document.addEventListener("submit", (sending) => sending.defaultPrevented || events.close());
  window.addEventListener("pageshow", (shown) => shown.persisted && window.location.reload());
}
