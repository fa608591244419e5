import type { Feature } from "../feature.js";
import { NoCode } from "./no-code.js";

/** Copies a module's version into the workspaces that are linked to it, as their configuration. */
export const noCode: Feature = {
  name: "no-code",
  start: (kernel) => new NoCode(kernel),
};
