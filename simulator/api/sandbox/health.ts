import type { SandboxContext } from "./context.js";

/** `GET /health`: whether changes are accepted. A simulator whose disk failed still answers reads. */
export function health({ services: { store } }: SandboxContext) {
  if (store.failure !== null) throw store.failure;
  return { status: "ok" };
}
