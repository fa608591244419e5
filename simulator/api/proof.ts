import { addressOf, keyFor, type ProofAnswer, proofOf, type SecureAddress } from "../../files/proof.js";
import { badRequest, methodNotAllowed } from "../core/errors.js";
import type { Step } from "./http/steps.js";

const NONCE = /^[\w-]{22,86}$/;
const SUBJECT = /^[\w-]{1,64}$/;

/** What the sandbox offers to clients that it has proven itself to; undefined while it does not listen there yet. */
export type Offer = () => SecureAddress | null | undefined;

/** `GET /api/sandbox/v1/proof`: proves to a client that this is the sandbox that it knows, before it sends a token. */
export function proof(secret: string, offer: Offer): Step {
  return (req, res) => {
    if (req.method !== "GET") throw methodNotAllowed(req.method, req.baseUrl, ["GET"]);
    const params = new URLSearchParams(req.url.split("?", 2)[1] ?? "");
    const [nonce, subject] = [params.get("nonce") ?? "", params.get("subject") ?? ""];
    if (!NONCE.test(nonce) || !SUBJECT.test(subject))
      throw badRequest("A challenge has a 'nonce' of 22 to 86 letters, digits, - and _, and a 'subject'.");
    res.setHeader("Content-Type", "application/json");
    res.setHeader("Cache-Control", "no-store");
    const https = offer();
    if (https === undefined) {
      res.writeHead(503, { "Retry-After": "1" }).end("{}");
      return;
    }
    const address = addressOf(req.socket.localAddress, req.socket.localPort);
    const answer: ProofAnswer = { proof: proofOf(keyFor(secret, subject), nonce, address, https), https };
    res.end(JSON.stringify(answer));
  };
}
