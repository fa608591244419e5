import type { IncomingMessage } from "node:http";
import { errorModel, requireEntity, requireSomewhere } from "../../core/authorize.js";
import type { AnyEntity, CompiledLink, CompiledResource, Registry } from "../../core/compile.js";
import type { Encoder } from "../../core/document.js";
import { notFound } from "../../core/errors.js";
import type { Answer, Operation, View } from "../../core/resource.js";
import { createOperation, type OperationContext } from "../../core/service.js";
import type { ValueType } from "../../core/values.js";
import type { ApiServices } from "../http/services.js";

/** The types and helpers that all routes of the API share. */
export interface Api {
  readonly registry: Registry;
  readonly encoder: Encoder;
  readonly services: ApiServices;
}

/** A request before its body is read. */
export interface Admission extends View {
  /** The object that the path names first, or "" where it names none. */
  readonly id: string;
  /** All ids of the path, from left to right. */
  readonly ids: readonly string[];
}

/** A request with everything that its route needs. */
export interface RouteContext extends Admission {
  readonly params: URLSearchParams;
  /** The JSON that was sent; undefined when nothing was. */
  readonly body: unknown;
  readonly request: IncomingMessage;
}

/** The request and response of a route, for the API's description. */
export interface Description {
  /** The type under which it is found. */
  readonly about: CompiledResource;
  /** A resource object to create or change, the identifiers of a relationship, any JSON, or bytes. */
  readonly takes?: "creation" | "change" | "linkage" | "json" | "bytes";
  readonly answers:
    | "object"
    | "page"
    | "linkage"
    | "nothing"
    | "object or nothing"
    | "object or null"
    | "report"
    | "bytes";
  /** The type of what is taken and answered. */
  readonly type: CompiledResource;
  readonly link?: CompiledLink;
  /** Of the JSON that is taken, where they are known. */
  readonly members?: Readonly<Record<string, ValueType>>;
  /** Of a report. */
  readonly columns?: Readonly<Record<string, ValueType>>;
  readonly status: number;
}

/** One method of one path. */
export interface Route {
  /** Missing where nothing is served but a refusal. */
  readonly describes?: Description;
  /** R20, R21; "" asks for a valid token and no permission, null for no token at all. */
  readonly permission: string | null;
  /** Refuses whom the operation is not for, before its body is read. Without it, whoever has a token may continue. */
  readonly admit?: (context: Admission) => void;
  /** Whether a JSON body is read: it must be there, or may be, or the route reads the bytes itself. */
  readonly body: "required" | "optional" | "none" | "raw";
  /** Bytes that the JSON body may have, where not the default. */
  readonly limit?: number;
  /** The answer has to wait until the change is on disk. */
  readonly changes: boolean;
  readonly run: (context: RouteContext) => Answer | Promise<Answer>;
}

const JSON_API = "application/vnd.api+json";

/** A response whose body is already serialized as a JSON:API document. */
export const json = (status: number, body: string | Buffer): Answer => ({
  status,
  headers: { "Content-Type": JSON_API },
  body,
});

export const NO_CONTENT: Answer = { status: 204 };

const parentsIn = (path: string) => path.split("/").filter((segment) => segment === "*").length;

/** The id in a path, below the path of its type. */
const idIn = ({ path }: CompiledResource, { ids }: Admission) => ids[parentsIn(path)] ?? "";

/** Whether an entity belongs to the parent that its path names (`under`). */
function isUnder(compiled: CompiledResource, entity: AnyEntity, { ids }: Admission): boolean {
  const { under } = compiled.resource;
  return under === undefined || parentsIn(compiled.path) === 0 || entity[under.field] === ids[0];
}

function named(compiled: CompiledResource, context: Admission, permission: string | null): AnyEntity {
  const id = idIn(compiled, context);
  const entity = requireEntity(compiled, id, permission, context);
  if (!isUnder(compiled, entity, context)) throw notFound(errorModel(compiled), id);
  return entity;
}

/**
 * The entity that the path names, for an operation that needs a permission on it.
 * @throws ApiError 404 where the caller may not read it, 403 where it lacks the permission (R21)
 */
export const entityAt = (
  compiled: CompiledResource,
  context: Admission,
  permission: string | null,
): AnyEntity => named(compiled, context, permission);

/** `admit` for operations on an object. */
export const onEntity = (compiled: CompiledResource, permission: string | null) => (context: Admission) => {
  named(compiled, context, permission);
};

/** `admit` for operations on a type. */
export const onType = (compiled: CompiledResource, permission: string) => (context: Admission) =>
  requireSomewhere(compiled, permission, context);

/** Runs one transaction for the request. An exception undoes all of it. */
export function transact<R>(api: Api, context: OperationContext & View, work: (op: Operation) => R): R {
  return api.services.store.transact((tx) => work(createOperation(api.registry, tx, context)));
}
