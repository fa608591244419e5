import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { gone } from "../../core/errors.js";
import type { RefusedLink } from "../../sandbox/sign-in-links.js";
import { tokenOf } from "../http/authentication.js";
import { originOf } from "../http/origin.js";
import type { SandboxContext } from "./context.js";

/** `POST /sign-in-links`: creates a link that signs in a browser on this machine with the caller's token, once. */
export function makeSignInLink({ services, signInLinks }: SandboxContext, request: IncomingMessage) {
  const code = signInLinks.issue(tokenOf(services, request).hash, performance.now());
  return { url: signInUrl(originOf(services, request), code) };
}

/** The address that a browser opens. The code is in the part that browsers send to nobody: the console's page reads it. */
export const signInUrl = (origin: string, code: string): string => `${origin}/#sign-in=${code}`;

/** Hash of the token that the code of a link stands for. The code is valid once. @throws ApiError 410 */
export function takeSignInCode(
  { signInLinks }: SandboxContext,
  request: IncomingMessage,
  code: string,
): string {
  // Asked from elsewhere, a link stays good for its owner.
  const taken = isOfThisMachine(request) ? signInLinks.take(code, performance.now()) : ELSEWHERE;
  if ("refused" in taken) throw gone(`${REASONS[taken.refused]} Run 'scalr-sandbox open' for a new one.`);
  return taken.token;
}

const isOfThisMachine = ({ socket }: IncomingMessage): boolean => {
  const address = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  return isIP(address) === 4 ? address.startsWith("127.") : address === "::1";
};

const ELSEWHERE = { refused: "elsewhere" } as const;

const REASONS: Readonly<Record<RefusedLink | "elsewhere", string>> = {
  used: "This link was already used: a link signs one browser in, once.",
  expired: "This link has expired: a link is valid for ten minutes.",
  unknown:
    "This sandbox does not know the link. It was made before the last start of the sandbox, or it was not copied completely.",
  elsewhere: "This link works only on the machine of the sandbox.",
};
