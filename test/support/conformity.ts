import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { type OpenApiDocument, openApiDocument } from "../../simulator/api/openapi/index.js";
import { API_PATH } from "../../simulator/core/paths.js";
import { faultByContract } from "./contract-judge.js";

/** An answer as it came over the wire. */
export interface Answer {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string | null;
  readonly body: unknown;
}

interface Template {
  readonly path: string;
  readonly segments: readonly string[];
}

const isId = (segment: string) => segment.startsWith("{");

/** How well a path fits a template: the number of ids in it, fewer is better; undefined when it does not. */
function matched({ segments }: Template, path: readonly string[]): number | undefined {
  if (segments.length !== path.length) return undefined;
  if (!segments.every((segment, i) => isId(segment) || segment === path[i])) return undefined;
  return segments.filter(isId).length;
}

const pointer = (...parts: readonly string[]) =>
  `openapi#/${parts.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`;

/** Holds answers of the scalr.io API to the API's description of itself. */
export class Conformity {
  private readonly ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateSchema: false,
    code: { optimize: false },
  });
  private readonly templates: readonly Template[];
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(private readonly document: OpenApiDocument = openApiDocument("http://127.0.0.1")) {
    addFormats.default(this.ajv);
    this.ajv.addSchema(document, "openapi");
    this.templates = Object.keys(document.paths).map((path) => ({
      path,
      segments: path.slice(1).split("/"),
    }));
  }

  /** What is wrong with an answer, or null. */
  fault(answer: Answer): string | null {
    const path = answer.path.split("?", 1)[0]!;
    if (!path.startsWith(`${API_PATH}/`)) return null;
    const segments = path.slice(API_PATH.length).split("/").filter(Boolean);
    const template = this.templateOf(segments);
    const operation = template && this.document.paths[template]![answer.method.toLowerCase()];
    // Where there is no operation, there is nothing but a refusal.
    if (!operation) return this.faultIn(pointer("components", "schemas", "ErrorDocument"), answer);
    const { responses } = operation as { responses: Record<string, { content?: Record<string, unknown> }> };
    const key = String(answer.status) in responses ? String(answer.status) : "default";
    if (key === "default" && answer.status < 400) return `status ${answer.status} is not described`;
    const types = Object.keys(responses[key]!.content ?? {});
    if (types.length === 0) return answer.body === "" ? null : "there is a body, and none is described";
    if (types[0] === "*/*") return null;
    const type = types.find((each) => each === answer.contentType);
    if (type === undefined) return `Content-Type is ${answer.contentType}, not ${types.join(" or ")}`;
    return this.faultIn(
      pointer("paths", template!, answer.method.toLowerCase(), "responses", key, "content", type, "schema"),
      answer,
    );
  }

  private templateOf(segments: readonly string[]): string | undefined {
    let best: { readonly path: string; readonly ids: number } | undefined;
    for (const template of this.templates) {
      const ids = matched(template, segments);
      if (ids !== undefined && (best === undefined || ids < best.ids)) best = { path: template.path, ids };
    }
    return best?.path;
  }

  private faultIn($ref: string, { body }: Answer): string | null {
    let validate = this.validators.get($ref);
    if (!validate) {
      validate = this.ajv.compile({ $ref });
      this.validators.set($ref, validate);
    }
    return validate(body) ? null : this.ajv.errorsText(validate.errors, { dataVar: "body" });
  }
}

let shared: Conformity | undefined;

/** The fault of an answer by the description that the simulator serves, and by the contract of scalr.io. */
export function faultOfAnswer(answer: Answer): string | null {
  shared ??= new Conformity();
  const isOfTheApi = answer.path.startsWith(`${API_PATH}/`) && answer.status < 400;
  return shared.fault(answer) ?? (isOfTheApi ? faultByContract(answer.body) : null);
}
