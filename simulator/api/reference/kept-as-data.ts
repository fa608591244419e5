import { EFFECTS } from "../../core/kept-types/effects.js";
import { code, page, table } from "./markdown.js";

const rows = (acts: boolean) =>
  Object.entries(EFFECTS)
    .filter(([, effect]) => effect.acts === acts)
    .map(([type, { text }]) => [`[${code(type)}](api.md#${type})`, text]);

/** `docs/reference/kept-as-data.md` */
export const keptAsDataPage = (): string =>
  page(
    "<!-- Made by `npm run docs:api` from simulator/core/kept-types/effects.ts. -->",
    "# What is kept as data only",
    "The sandbox validates, stores, lists and deletes the objects of these types, and never shows their secrets. They have no effect: " +
      "you can declare them, and nothing happens. Their operations in the API's description and their sections in " +
      "[the reference of the API](api.md) say so too. The console's Integrations page names those that the account has.",
    table(["Type", "What scalr.io does with it, and the sandbox does not"], rows(false)),
    "## What does its work",
    "These types come from the same table, and do what they do on scalr.io:",
    table(["Type", "What it does"], rows(true)),
  );
