import { createHmac, timingSafeEqual } from "node:crypto";
import { forbidden, unauthorized } from "../../core/errors.js";
import { TFE_PATH } from "../../core/paths.js";
import type { Caller } from "../../core/resource.js";
import { apiToken, apiTokenById } from "../http/authentication.js";
import type { Call } from "./route.js";
import { callerOfTask, callingRun, runTokenOf } from "./run-callers.js";

/** The caller for whom a link is created, and the secret that only they and the server know. */
interface Signer {
  /** Id of a token, or of the task of a run. */
  readonly id: string;
  readonly key: string;
}

/**
 * Links that carry their caller's authority, for requests to which clients add no token: to read a log, send a state, or download
 * a module or a provider. The signature depends on the stored form of the caller's token. So a link expires with that token,
 * survives a restart, and needs no storage. The request is checked in the name of the token's owner.
 */
const signatureOf = ({ key, id }: Signer, subject: string): string =>
  createHmac("sha256", key).update(`${id} ${subject}`).digest("base64url");

function signerOf({ services, request }: Call): Signer {
  const task = callingRun(services, request);
  if (task) return { id: task.id, key: runTokenOf(task) };
  const { id, hash } = apiToken(services, request);
  return { id, key: hash };
}

/** A link for the caller to `<path>/<id>/<signature>`, relative to `base`. */
export function signedLink(call: Call, path: string, base = TFE_PATH): string {
  const signer = signerOf(call);
  return `${call.services.baseUrl}${base}/${path}/${signer.id}/${signatureOf(signer, path)}`;
}

/** The caller that a link was created for, if their token is still valid. @throws ApiError 401, 403 */
function named({ services, request }: Call, id: string): Signer & { readonly caller: () => Caller } {
  if (!id.startsWith("task-")) {
    const token = apiTokenById(services, request, id);
    return { id, key: token.hash, caller: () => services.callers.of(token) };
  }
  const task = services.store.get("tasks", id);
  if (task?.status !== "running") throw unauthorized("The run behind this link executes no task any more.");
  return { id, key: runTokenOf(task), caller: () => callerOfTask(services, task) };
}

/** The request in the name of the caller that the link was created for. @throws ApiError 401, 403 */
export function bySignedLink(call: Call, path: string, [id, given]: readonly [string, string]): Call {
  const signer = named(call, id);
  const [sent, right] = [Buffer.from(given), Buffer.from(signatureOf(signer, path))];
  if (sent.length !== right.length || !timingSafeEqual(sent, right))
    throw forbidden("The signature of this link is invalid.");
  return { ...call, caller: signer.caller() };
}
