import {
  MAX_CONCURRENCY,
  VCS_RESULT_LIMIT,
  type VcsFinishRequest,
  type VcsResult,
} from "../../../agent/protocol/protocol.js";
import { configurationKey, moduleKey, treeKey } from "../../core/blob-keys.js";
import type { Agent, PolicyFetch, VcsTask } from "../../core/entities.js";
import { badRequest, forbidden, invalid } from "../../core/errors.js";
import { isObject } from "../../core/values.js";
import { gatherPolicies } from "../../integrations/policies/source/gather.js";
import { foldersOf } from "../../integrations/policies/source/repository.js";
import { BlobTooLargeError } from "../../platform/store/index.js";
import { ARCHIVE_LIMIT, ArchiveError, checkedArchive } from "../../runs/configuration-archive.js";
import { readResult } from "../../vcs/results.js";
import { isCurrentVcsTask } from "../../vcs/vcs-task-dispatcher.js";
import type { ApiServices } from "../http/services.js";
import { callingAgent, noLongerCurrent } from "./callers.js";
import { countField, queryNumber, readFields, taskRefs } from "./fields.js";
import { type AgentRequest, type Handler, limitedBody, noContent } from "./route.js";
import { POLL_WAIT } from "./session.js";
import { answerPoll } from "./tasks.js";

/** An agent of a VCS pool (R5). @throws ApiError 401, 403 */
function callingVcsAgent(services: ApiServices, req: AgentRequest): Agent {
  const agent = callingAgent(services, req);
  if (services.store.get("agent-pools", agent.pool)?.vcsEnabled) return agent;
  throw forbidden("Agents of a run pool do not execute VCS tasks (R5).");
}

function currentTask(services: ApiServices, agent: Agent, id: string, attempt: number): VcsTask {
  const task = services.store.get("vcs-tasks", id);
  if (!isCurrentVcsTask(task, agent.id, attempt)) throw noLongerCurrent(id, attempt);
  return task;
}

/** `POST vcs/poll`: a long poll for VCS tasks (R6). */
export function pollVcs(services: ApiServices): Handler {
  return async (req, res) => {
    callingVcsAgent(services, req);
    const fields = await readFields(req, res);
    const running = taskRefs({ tasks: fields.running });
    const slots = Math.min(countField(fields, "slots"), MAX_CONCURRENCY);
    const wait = Math.min(countField(fields, "wait"), POLL_WAIT);
    const agent = callingVcsAgent(services, req);
    services.dispatch.called(agent);
    const awaiting = fields.awaiting === true;
    const known = services.store.get("agents", agent.id)!;
    const poll = services.vcs.dispatcher.poll(known, running, slots, awaiting);
    await answerPoll(poll, wait, res, () => services.store.flushed());
  };
}

/** The file for what a task fetches; null for a task that fetches nothing. */
function archiveKey({ ingress, publication }: VcsTask): string | null {
  if (ingress !== null) return configurationKey(ingress.configurationVersion);
  if (publication?.moduleVersion !== undefined) return moduleKey(publication.moduleVersion);
  return publication?.revision === undefined ? null : treeKey(publication.revision);
}

async function keepArchive(
  { store }: ApiServices,
  task: VcsTask,
  archive: AsyncIterable<Uint8Array>,
  current: () => VcsTask,
): Promise<void> {
  const key = archiveKey(task);
  if (key === null) throw invalid(`VCS task '${task.id}' is not a fetch.`);
  const { size } = await store.blobs.put(key, archive, { limit: ARCHIVE_LIMIT });
  const { ingress, publication } = current();
  const sent = {
    ...(ingress && { ingress: { ...ingress, size } }),
    ...(publication && { publication: { ...publication, size } }),
  };
  store.transact((tx) => tx.update("vcs-tasks", task.id, sent));
}

/** From the repository of a policy group, only its policies are stored. */
async function keepPolicies(
  { store }: ApiServices,
  fetch: PolicyFetch,
  archive: AsyncIterable<Uint8Array>,
  current: () => VcsTask,
): Promise<void> {
  const group = store.get("policy-groups", fetch.group);
  let size = 0;
  const counted = async function* () {
    for await (const chunk of archive) {
      size += chunk.length;
      yield chunk;
    }
  };
  const found = group
    ? await gatherPolicies(counted(), foldersOf(group))
    : { error: `Policy group '${fetch.group}' was deleted.` };
  const task = current();
  store.transact((tx) => tx.update("vcs-tasks", task.id, { policyFetch: { ...fetch, size, found } }));
}

/** `PUT vcs/tasks/:id/archive`: the working tree that a task fetched, checked like any upload. */
export function putVcsArchive(services: ApiServices): Handler {
  const { store } = services;
  return async (req, res) => {
    const agent = callingVcsAgent(services, req);
    const { id } = req.params;
    const attempt = queryNumber(req, "attempt");
    const task = currentTask(services, agent, id, attempt);
    const archive = checkedArchive(limitedBody(req, ARCHIVE_LIMIT, `The archive of VCS task '${id}'`));
    try {
      if (task.policyFetch)
        await keepPolicies(services, task.policyFetch, archive, () =>
          currentTask(services, agent, id, attempt),
        );
      else await keepArchive(services, task, archive, () => currentTask(services, agent, id, attempt));
    } catch (error) {
      req.resume();
      if (error instanceof ArchiveError || error instanceof BlobTooLargeError) throw invalid(error.message);
      throw error;
    }
    await store.flushed();
    noContent(res);
  };
}

/** `POST vcs/tasks/:id/finish`: the agent's result. An agent that got no response may repeat it. */
export function finishVcs(services: ApiServices): Handler {
  const { store, vcs } = services;
  return async (req, res) => {
    callingVcsAgent(services, req);
    const { id } = req.params;
    const report = await readReport(req);
    const agent = callingVcsAgent(services, req);
    services.dispatch.called(agent);
    const known = store.get("vcs-tasks", id);
    const isRepeat =
      known?.agent === agent.id && known.attempt === report.attempt && known.finishedAt !== null;
    if (!isRepeat) {
      const task = currentTask(services, agent, id, report.attempt);
      if (report.result !== null && report.result.kind !== task.request.kind)
        throw invalid(`VCS task '${id}' is a ${task.request.kind}, not a ${report.result.kind}.`, "/result");
      if (
        report.result?.kind === "fetch" &&
        (task.ingress ?? task.publication ?? task.policyFetch)?.size == null
      )
        throw invalid(`The archive of VCS task '${id}' was not sent.`, "/result");
      vcs.finish(task, report);
    }
    await store.flushed();
    noContent(res);
  };
}

const LONGEST_ERROR = 2_048;

async function readReport(req: AgentRequest): Promise<VcsFinishRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of limitedBody(req, VCS_RESULT_LIMIT, `The result of VCS task '${req.params.id}'`))
    chunks.push(chunk);
  let fields: unknown;
  try {
    fields = JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw badRequest("The body must be JSON.");
  }
  if (!isObject(fields)) throw badRequest("The body must be a JSON object.");
  const result: VcsResult | null = fields.result === null ? null : readResult(fields.result);
  const error = typeof fields.error === "string" ? fields.error.slice(0, LONGEST_ERROR) : null;
  return { attempt: countField(fields, "attempt"), error, result };
}
