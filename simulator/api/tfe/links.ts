import { createHmac, timingSafeEqual } from "node:crypto";
import type { AccessToken } from "../../core/entities.js";
import { forbidden } from "../../core/errors.js";
import { TFE_PATH } from "../../core/paths.js";
import { apiToken, apiTokenById } from "../http/authentication.js";
import type { Call } from "./route.js";

/**
 * Links that carry their caller's authority, because the clients send no token to them: where a log is read and where a
 * state is sent. The signature is made with what is stored of the caller's token, so a link ends with that token, survives a
 * restart, and needs nothing to be stored. What it leads to is still asked for in the name of the token's owner.
 */
const signatureOf = ({ hash, id }: AccessToken, subject: string): string =>
  createHmac("sha256", hash).update(`${id} ${subject}`).digest("base64url");

/** A link for the caller to `<path>/<token id>/<signature>`. `path` is below the API's base. */
export function signedLink(call: Call, path: string): string {
  const token = apiToken(call.services, call.request);
  return `${call.services.baseUrl}${TFE_PATH}/${path}/${token.id}/${signatureOf(token, path)}`;
}

/** The call in the name of whom the link was made for. @throws ApiError 401, 403 */
export function bySignedLink(call: Call, path: string, [id, given]: readonly [string, string]): Call {
  const { services } = call;
  const token = apiTokenById(services, call.request, id);
  const [sent, right] = [Buffer.from(given), Buffer.from(signatureOf(token, path))];
  if (sent.length !== right.length || !timingSafeEqual(sent, right))
    throw forbidden("The signature of this link is invalid.");
  return { ...call, caller: services.callers.of(token) };
}
