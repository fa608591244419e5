import type { IncomingMessage } from "node:http";
import { type AnyEntity, type CompiledResource, findEntity, type Registry } from "../../resources/compile.js";
import type { Encoder } from "../../resources/document.js";
import { notFound } from "../../resources/errors.js";
import type { Answer, Caller, Operation, View } from "../../resources/resource.js";
import { createOperation } from "../../resources/service.js";
import type { Services } from "../../services.js";

/** What the routes of the API share. */
export interface Api {
  readonly registry: Registry;
  readonly encoder: Encoder;
  readonly services: Services;
}

export interface RouteContext extends View {
  /** The object that the path names first, or "" where it names none. */
  readonly id: string;
  /** All ids of the path, from left to right. */
  readonly ids: readonly string[];
  readonly params: URLSearchParams;
  /** The JSON that was sent; undefined when nothing was. */
  readonly body: unknown;
  readonly request: IncomingMessage;
}

/** One method of one path. */
export interface Route {
  /** R20, R21; "" asks for a valid token and no permission, null for no token at all. */
  readonly permission: string | null;
  /** Whether a JSON body is read: it must be there, or may be, or the route reads the bytes itself. */
  readonly body: "required" | "optional" | "none" | "raw";
  /** Bytes that the JSON body may have, where not the default. */
  readonly limit?: number;
  /** The answer has to wait until the change is on disk. */
  readonly changes: boolean;
  readonly run: (context: RouteContext) => Answer | Promise<Answer>;
}

export const JSON_API = "application/vnd.api+json";

export const json = (status: number, body: string): Answer => ({
  status,
  headers: { "Content-Type": JSON_API },
  body,
});

export const NO_CONTENT: Answer = { status: 204 };

/** The entity that the path names. @throws the 404 of its type */
export function entityAt(
  compiled: CompiledResource,
  { id, reader }: Pick<RouteContext, "id" | "reader">,
): AnyEntity {
  const entity = findEntity(compiled, reader, id);
  if (entity === undefined) throw notFound(compiled.resource.model, id);
  return entity;
}

/** Runs one transaction for the request. What it throws undoes all of it. */
export function transact<R>(
  api: Api,
  context: View & { readonly caller: Caller },
  work: (op: Operation) => R,
): R {
  return api.services.store.transact((tx) => work(createOperation(api.registry, tx, context)));
}
