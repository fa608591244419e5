import type { ServerResponse } from "node:http";
import type { InputKind } from "../../../agent/protocol/protocol.js";
import { configurationKey, planFileKey, stateKey } from "../../core/blob-keys.js";
import type { Task } from "../../core/entities.js";
import { notFound } from "../../core/errors.js";
import type { Reader } from "../../core/schema.js";
import { hookTree } from "../../integrations/hooks/handover.js";
import { checksTree } from "../../integrations/scans/external-checks.js";
import type { ApiServices } from "../http/services.js";
import { sendStream } from "../http/steps.js";
import { callingTask } from "./callers.js";
import { queryNumber } from "./fields.js";
import type { Handler } from "./route.js";

/** The largest input in bytes that the response to `start` includes. */
const SMALL = 32 * 1024;

/** The small inputs of a task, in base64. */
export async function smallInputs(
  { store }: ApiServices,
  task: Task,
  kinds: readonly InputKind[],
): Promise<Partial<Record<InputKind, string>>> {
  const small: Partial<Record<InputKind, string>> = {};
  await Promise.all(
    kinds.map(async (kind) => {
      const key = keyOf(store, task, kind);
      // A file that is gone or damaged is told when it is asked for.
      const file = key === null ? null : await store.blobs.read(key, { length: SMALL + 1 }).catch(() => null);
      if (file !== null && file.length <= SMALL) small[kind] = file.toString("base64");
    }),
  );
  return small;
}

function keyOf(reader: Reader, task: Task, kind: string): string | null {
  const run = reader.get("runs", task.run)!;
  const keys: Record<InputKind, () => string | null> = {
    configuration: () => configurationKey(run.configurationVersion),
    state: () => {
      const base = task.baseState ?? reader.get("workspaces", task.workspace)!.currentStateVersion;
      return base === null ? null : stateKey(base);
    },
    plan: () => (task.phase === "apply" ? planFileKey(run.plan) : null),
  };
  return Object.hasOwn(keys, kind) ? keys[kind as InputKind]() : null;
}

/** The kinds of objects whose files a task gets: where these files are, and what errors call them. */
const TREES = {
  hooks: { keyOf: hookTree, noun: "Hook" },
  checks: { keyOf: checksTree, noun: "Checks of integration" },
} as const;

/** `GET tasks/:id/hooks/:hook` and `GET tasks/:id/checks/:integration`: the files of the repository that the task gets. */
export function getTree(services: ApiServices, of: keyof typeof TREES): Handler {
  const { store } = services;
  const { keyOf: keyFor, noun } = TREES[of];
  return async (req, res) => {
    const { id, kind: owner } = req.params;
    const task = callingTask(services, req, id, queryNumber(req, "attempt"));
    await sendBlob(services, keyFor(store, task, owner), `${noun} '${owner}' of task`, id, res);
  };
}

async function sendBlob(
  { store }: ApiServices,
  key: string | null,
  what: string,
  id: string,
  res: ServerResponse,
): Promise<void> {
  const size = key === null ? null : await store.blobs.size(key);
  if (key === null || size === null) throw notFound(what, id);
  res.setHeader("Content-Type", "application/octet-stream");
  res.setHeader("Content-Length", size);
  await sendStream(await store.blobs.stream(key), res);
}

/** `GET tasks/:id/inputs/:kind`: returns an input of the task. */
export function getInput(services: ApiServices): Handler {
  const { store } = services;
  return async (req, res) => {
    const { id, kind } = req.params;
    const task = callingTask(services, req, id, queryNumber(req, "attempt"));
    await sendBlob(services, keyOf(store, task, kind), `Input '${kind}' of task`, id, res);
  };
}
