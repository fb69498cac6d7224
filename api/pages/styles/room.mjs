// A room as it happens: numbers change in place, and the page is loaded anew when the room moves on.
const CLOSED = -1;
const COMES_AGAIN = 5000;
const room = document.querySelector("[data-events]");
let events;
let sending = false;

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

function listen() {
  const step = Number(room.dataset.step);
  events = new EventSource(room.dataset.events);
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
  // What breaks off is taken up again by the browser; what is refused is not.
  events.onerror = () => events.readyState === EventSource.CLOSED && setTimeout(again, waiting());
}

// Phones that were refused together do not all come back together.
function waiting() {
  return COMES_AGAIN * (1 + Math.random());
}

async function again() {
  const page = await fetch(window.location.pathname).catch(() => null);
  if (sending) {
    return;
  }
  if (page?.ok && !page.redirected) {
    listen();
  } else if (page && page.status < 500) {
    window.location.reload(); // the room is closed, or whoever looks is signed out
  } else {
    setTimeout(again, waiting());
  }
}

// What is being sent is never cut off by the room moving on: the reply shows where it stands.
function sends(event) {
  if (!event.defaultPrevented) {
    sending = true;
    events.close();
  }
}

if (room && "EventSource" in window) {
  listen();
  document.addEventListener("submit", sends);
  window.addEventListener("pageshow", (shown) => shown.persisted && window.location.reload());
}
