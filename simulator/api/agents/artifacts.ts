import type { ArtifactKind } from "../../../agent/protocol/protocol.js";
import { planFileKey, planJsonKey } from "../../core/blob-keys.js";
import type { Task } from "../../core/entities.js";
import { invalid, notFound } from "../../core/errors.js";
import type { ApiServices } from "../http/services.js";
import { callingTask } from "./callers.js";
import { queryNumber } from "./fields.js";
import { type Handler, limitedBody, noContent } from "./route.js";
import { putState } from "./states.js";

/** The kinds of artifacts, and which phase may send each. */
const KINDS: Readonly<Record<ArtifactKind, { readonly phase: Task["phase"]; readonly name: string }>> = {
  plan: { phase: "plan", name: "plan file" },
  "plan-json": { phase: "plan", name: "plan in JSON" },
  state: { phase: "apply", name: "state" },
};

/** `PUT tasks/:id/artifacts/:kind`: stores a file that the task made. A repeat replaces it. */
export function putArtifact(services: ApiServices): Handler {
  const { store, settings } = services;
  return async (req, res) => {
    const { id, kind } = req.params;
    const attempt = queryNumber(req, "attempt");
    const current = () => callingTask(services, req, id, attempt);
    const task = current();
    if (!isKind(kind)) throw notFound(`Artifact '${kind}' of task`, id);
    if (KINDS[kind].phase !== task.phase)
      throw invalid(`Task '${id}' executes the ${task.phase} of a run and cannot send a ${kind}.`);
    const body = limitedBody(req, settings.limits[kind], `The ${KINDS[kind].name} of task '${id}'`);
    const { plan } = store.get("runs", task.run)!;
    if (kind === "state") {
      const order = req.search.has("order") ? queryNumber(req, "order") : 0;
      await putState(services, id, body, order, current);
    } else await store.blobs.put(kind === "plan" ? planFileKey(plan) : planJsonKey(plan), body);
    noContent(res);
  };
}

const isKind = (kind: string): kind is ArtifactKind => Object.hasOwn(KINDS, kind);
