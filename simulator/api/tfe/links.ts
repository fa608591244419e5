import { createHmac, timingSafeEqual } from "node:crypto";
import { forbidden, unauthorized } from "../../core/errors.js";
import { TFE_PATH } from "../../core/paths.js";
import type { Caller } from "../../core/resource.js";
import { apiToken, apiTokenById } from "../http/authentication.js";
import type { Call } from "./route.js";
import { callerOfTask, callingRun, runTokenOf } from "./run-callers.js";

/** In whose name a link is made, and what only the server and they know of it. */
interface Signer {
  /** Id of a token, or of the task of a run. */
  readonly id: string;
  readonly key: string;
}

/**
 * Links that carry their caller's authority, because the clients send no token to them: where a log is read, where a
 * state is sent, where a module or a provider is fetched. The signature is made with what is stored of the caller's token,
 * so a link ends with that token, survives a restart, and needs nothing to be stored. What it leads to is still asked for in
 * the name of the token's owner.
 */
const signatureOf = ({ key, id }: Signer, subject: string): string =>
  createHmac("sha256", key).update(`${id} ${subject}`).digest("base64url");

function signerOf({ services, request }: Call): Signer {
  const task = callingRun(services, request);
  if (task) return { id: task.id, key: runTokenOf(task) };
  const { id, hash } = apiToken(services, request);
  return { id, key: hash };
}

/** A link for the caller to `<path>/<id>/<signature>`. `path` is below `base`, the API's own path. */
export function signedLink(call: Call, path: string, base = TFE_PATH): string {
  const signer = signerOf(call);
  return `${call.services.baseUrl}${base}/${path}/${signer.id}/${signatureOf(signer, path)}`;
}

/** Whose id a link has, if their token still opens anything. @throws ApiError 401, 403 */
function named({ services, request }: Call, id: string): Signer & { readonly caller: () => Caller } {
  if (!id.startsWith("task-")) {
    const token = apiTokenById(services, request, id);
    return { id, key: token.hash, caller: () => services.callers.of(token) };
  }
  const task = services.store.get("tasks", id);
  if (task?.status !== "running") throw unauthorized("The run behind this link executes no task any more.");
  return { id, key: runTokenOf(task), caller: () => callerOfTask(services, task) };
}

/** The call in the name of whom the link was made for. @throws ApiError 401, 403 */
export function bySignedLink(call: Call, path: string, [id, given]: readonly [string, string]): Call {
  const signer = named(call, id);
  const [sent, right] = [Buffer.from(given), Buffer.from(signatureOf(signer, path))];
  if (sent.length !== right.length || !timingSafeEqual(sent, right))
    throw forbidden("The signature of this link is invalid.");
  return { ...call, caller: signer.caller() };
}
