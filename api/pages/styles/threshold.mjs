// The script of the pages: components that help where there is JavaScript. Nothing needs it.
import "./room.mjs";
import {
  Button,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";

// The components ask for these; the usual way to set them is an inline script, which we never have.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [
  Button,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
]) {
  createAll(component);
}
