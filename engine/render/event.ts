/** Progress as lines of a log. */
import type { EngineEvent, Operation } from "../interfaces/types.js";
import { painter, type RenderOptions } from "./colour.js";

const WORDS: Readonly<Record<Operation, { start: string; still: string; done: string | null }>> = {
  create: { start: "Creating...", still: "Still creating...", done: "Creation complete" },
  update: { start: "Modifying...", still: "Still modifying...", done: "Modifications complete" },
  delete: { start: "Destroying...", still: "Still destroying...", done: "Destruction complete" },
  read: { start: "Reading...", still: "Still reading...", done: "Read complete" },
  refresh: { start: "Refreshing state...", still: "Still refreshing...", done: null },
  import: { start: "Importing...", still: "Still importing...", done: "Import complete" },
  "prepare-import": { start: "Preparing import...", still: "Still preparing import...", done: null },
};

const LONGEST_ID = 80;

/** Null for events that a log does not show. */
export function renderEvent(event: EngineEvent, options?: RenderOptions): string | null {
  const paint = painter(options);
  switch (event.type) {
    case "operation-start": {
      const id = event.id === undefined ? "" : ` [${event.id}]`;
      return paint(`${event.address}: ${WORDS[event.operation].start}${id}`, "bold");
    }
    case "operation-progress": {
      const id = event.id === undefined ? "" : `${shorten(event.id)}, `;
      const elapsed = `${id}${duration(event.elapsed)} elapsed`;
      return paint(`${event.address}: ${WORDS[event.operation].still} [${elapsed}]`, "bold");
    }
    case "operation-complete": {
      const { done } = WORDS[event.operation];
      if (done === null) return null;
      const id = event.id === undefined ? "" : ` [${event.id}]`;
      const after = event.operation === "import" ? "" : ` after ${duration(event.elapsed)}`;
      return paint(`${event.address}: ${done}${after}${id}`, "bold");
    }
    case "operation-failed":
      return null;
    case "provision-start":
      return paint(`${event.address}: Provisioning with '${event.provisioner}'...`, "bold");
    case "provision-output": {
      const line = event.line.trimEnd();
      if (line === "") return null;
      return `${paint(`${event.address} (${event.provisioner}):`, "bold")} ${line}`;
    }
  }
}

/** `75` seconds as `1m15s`. */
function duration(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours > 0) return `${hours}h${minutes}m${seconds % 60}s`;
  return minutes > 0 ? `${minutes}m${seconds % 60}s` : `${seconds}s`;
}

function shorten(id: string): string {
  const chars = [...id];
  if (chars.length <= LONGEST_ID) return id;
  const half = LONGEST_ID / 2 - 1;
  return `${chars.slice(0, half).join("")}...${chars.slice(-(half - 1)).join("")}`;
}
