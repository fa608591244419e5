import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import type { Request, Response } from "express";
import type { RefusedLink } from "../../sandbox/sign-in-links.js";
import { secretOf } from "../http/authentication.js";
import { originOf } from "../http/origin.js";
import { sessionCookie } from "../http/session-cookie.js";
import type { SandboxContext } from "./context.js";

/** The path of a link, relative to the sandbox's API. */
export const LINK_PATH = "/open";

/** `POST /sign-in-links`: creates a link that signs in a browser on this machine with the caller's token, once. */
export function makeSignInLink({ services, signInLinks }: SandboxContext, request: Request) {
  const code = signInLinks.issue(secretOf(request)!, performance.now());
  return { url: signInUrl(originOf(services, request), code) };
}

/** The address that a browser opens. */
export const signInUrl = (origin: string, code: string): string =>
  `${origin}/api/sandbox/v1${LINK_PATH}?code=${code}`;

/** `GET /open?code=...`: signs the browser in and leads to the console. */
export function openSignInLink({ signInLinks }: SandboxContext, request: Request, response: Response): void {
  const code = new URLSearchParams(request.url.split("?", 2)[1] ?? "").get("code") ?? "";
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("Referrer-Policy", "no-referrer");
  // Asked from elsewhere, a link stays good for its owner.
  const taken = isOfThisMachine(request) ? signInLinks.take(code, performance.now()) : ELSEWHERE;
  if ("refused" in taken) {
    response.status(410).type("text/html").send(refusal(REASONS[taken.refused]));
    return;
  }
  const { secret } = taken;
  response.setHeader("Set-Cookie", sessionCookie(request, secret));
  response.redirect(303, "/");
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

const refusal = (reason: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>scalr-sandbox</title></head><body>
<h1>Sign-in failed</h1>
<p>${reason}</p>
<p>Run <code>scalr-sandbox open</code> for a new one, or <a href="/">sign in with a token</a>.</p>
</body></html>
`;
