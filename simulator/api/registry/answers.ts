import type { Answer } from "../../core/resource.js";

/** An answer of the registry protocols, which are plain JSON. */
export const json = (value: object): Answer => ({
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(value),
});
