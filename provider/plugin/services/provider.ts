import type { ServerUnaryCall, sendUnaryData, UntypedServiceImplementation } from "@grpc/grpc-js";
import { ConversionError } from "../../../engine/values/index.js";
import { rpcs } from "../rpc/index.js";
import { wireError } from "../wire/convert.js";
import { HostError, type Rpc, type Session } from "../wire/session.js";
import type { Calls, Request, Response } from "../wire/wire.js";

/** The protocol's own service: every call is answered, if need be with an error that a user can read. */
export function providerService(session: Session): UntypedServiceImplementation {
  const names = Object.keys(rpcs) as (keyof Calls)[];
  return Object.fromEntries(names.map((name) => [name, unary(session, name)]));
}

function unary<C extends keyof Calls>(session: Session, name: C) {
  const rpc = rpcs[name] as Rpc<C>;
  return async ({ request }: ServerUnaryCall<Request<C>, Response<C>>, reply: sendUnaryData<Response<C>>) => {
    let response: Response<C>;
    try {
      response = await rpc.handle(session, request);
    } catch (error) {
      response = { ...rpc.kept?.(request), ...failure(name, error) } as Response<C>;
    }
    reply(null, response);
  };
}

/** The two calls without diagnostics have a text of their own. */
function failure(name: keyof Calls, error: unknown): object {
  const { summary, detail } = explain(name, error);
  if (name === "StopProvider") return { Error: `${summary}: ${detail}` };
  if (name === "CallFunction") return { error: { text: `${summary}: ${detail}` } };
  return { diagnostics: [wireError(summary, detail)] };
}

function explain(name: keyof Calls, error: unknown): { summary: string; detail: string } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof HostError) return { summary: "The provider cannot do this", detail: message };
  if (error instanceof ConversionError) {
    const detail = `${name}: ${message}. Host and provider disagree about the schema; run init again, and report it if that does not help.`;
    return { summary: "A value does not fit the provider's schema", detail };
  }
  const detail = `${name} ended with: ${message}. This is a defect of the provider; please report it.`;
  return { summary: "The provider failed", detail };
}
