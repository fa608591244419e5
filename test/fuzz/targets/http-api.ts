import { parse } from "yaml";
import { startSimulator } from "../../../simulator/server.js";
import { faultOfAnswer } from "../../support/conformity.js";
import type { Chance } from "../chance.js";
import { judge, Wire } from "../exchange.js";
import { Find, type Target, type TargetKind } from "../target.js";

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document, as it was read.
type Any = any;

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Any }[];
  readonly schema: Any | null;
}

const MEDIA_TYPE = "application/vnd.api+json";
/** Cases after which everything is made again, so that what is there stays of a size. */
const LIFE = 1_500;

/** Values that fit a schema, mostly; ids are of objects that are there. */
class Filler {
  constructor(
    private readonly document: Any,
    private readonly chance: Chance,
    private readonly ids: readonly (readonly [type: string, id: string])[],
  ) {}

  fill(schema: Any, depth = 6): unknown {
    const { chance } = this;
    if (schema?.$ref) {
      const parts: string[] = schema.$ref.slice(2).split("/");
      return this.fill(
        parts.reduce((at: Any, part: string) => at[part], this.document),
        depth,
      );
    }
    if (!schema || depth === 0) return null;
    if (schema.nullable && chance.happens(0.1)) return null;
    if (schema.enum) return chance.pick(schema.enum);
    for (const key of ["oneOf", "anyOf"]) if (schema[key]) return this.fill(chance.pick(schema[key]), depth);
    if (schema.allOf)
      return Object.assign({}, ...schema.allOf.map((each: Any) => this.fill(each, depth) as object));
    switch (schema.type) {
      case "string":
        return this.string(schema);
      case "integer":
      case "number":
        return chance.between(schema.minimum ?? 0, Math.min(schema.maximum ?? 1_000, 100_000));
      case "boolean":
        return chance.happens(0.5);
      case "array":
        return chance.times(3, () => this.fill(schema.items, depth - 1));
      default:
        return this.object(schema, depth);
    }
  }

  private object(schema: Any, depth: number): unknown {
    const { chance } = this;
    const properties = schema.properties ?? {};
    const isIdentifier = properties.id && properties.type;
    const type = properties.type?.enum?.[0] ?? properties.type?.const;
    if (isIdentifier && type !== undefined && chance.happens(0.85)) {
      const known = this.ids.filter(([known]) => known === type);
      if (known.length > 0 && Object.keys(properties).length === 2)
        return { type, id: chance.pick(known)[1] };
    }
    const all = Object.keys(properties).filter(
      (name) =>
        schema.required?.includes(name) || chance.happens(Object.keys(properties).length > 8 ? 0.2 : 0.7),
    );
    return Object.fromEntries(all.map((name) => [name, this.fill(properties[name], depth - 1)]));
  }

  private string(schema: Any): string {
    const { chance } = this;
    if (schema.format === "date-time") return new Date(chance.between(0, 2 ** 31) * 1_000).toISOString();
    if (schema.format === "uri") return "http://127.0.0.1:1/hook";
    if (chance.happens(0.15) && this.ids.length > 0) return chance.pick(this.ids)[1];
    return chance.happens(0.7) ? `name-${chance.below(1_000)}` : chance.text();
  }
}

class HttpApi implements Target {
  private left = 0;
  private wire!: Wire;
  private token = "";
  private operations: readonly Operation[] = [];
  private document: Any;
  private stop: () => Promise<void> = async () => {};
  /** Objects that are there, or were. */
  private ids: (readonly [string, string])[] = [];

  async run(chance: Chance, note: (what: string) => void): Promise<void> {
    if (this.left-- <= 0) await this.renew();
    if (chance.happens(0.02)) {
      const bytes = chance.mutated(
        Buffer.from(`POST /api/iacp/v3/tags HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n{"a":`),
      );
      note(`raw ${JSON.stringify(bytes.toString("latin1"))}`);
      const answer = await this.wire.raw(bytes);
      if (/^HTTP\/1\.1 5/.test(answer) && !/^HTTP\/1\.1 50[15]/.test(answer)) throw new Find(answer);
      return;
    }
    const operation = chance.pick(this.operations);
    const { method, path, headers, body } = this.draw(chance, operation);
    note(`${method} ${path} ${JSON.stringify(headers)} ${String(body)}`);
    const answer = await this.wire.send(method, path, headers, body);
    judge(answer);
    if (answer.status === 401 && headers.Authorization?.endsWith(this.token)) this.left = 0;
    const isJson = answer.contentType?.includes("json") && answer.text !== "";
    const parsed = isJson ? JSON.parse(answer.text) : answer.text;
    if (isJson) this.remember(parsed);
    if (/[?#%]/.test(path.split("?")[0]!)) return;
    const { status, contentType } = answer;
    const fault = faultOfAnswer({ method, path, status, contentType, body: parsed });
    if (fault !== null) throw new Find(`it is answered otherwise than described: ${fault}: ${answer.text}`);
  }

  private draw(chance: Chance, { method, path, parameters, schema }: Operation) {
    const filler = new Filler(this.document, chance, this.ids);
    const mode = chance.pick(["valid", "valid", "nearly", "nearly", "garbage"] as const);
    const id = () => (this.ids.length > 0 && chance.happens(0.8) ? chance.pick(this.ids)[1] : chance.text());
    const ofPath = (name: string) => {
      const kind = name.replace(/_id$/, "").replaceAll("_", "-");
      const fitting = this.ids.filter(([type]) => type.startsWith(kind.slice(0, 5)));
      return fitting.length > 0 && mode !== "garbage" ? chance.pick(fitting)[1] : id();
    };
    const encoded = (text: string) =>
      mode === "garbage" && chance.happens(0.3) ? chance.pick(["%", "%zz", "%00", "%2F..%2F"]) : encode(text);
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => encoded(ofPath(name)));
    const query = parameters
      .filter((each) => each.in === "query" && chance.happens(0.25))
      .map((each) => {
        const value =
          mode === "valid" ? filler.fill(each.schema) : chance.pick([chance.text(), id(), "-1", "in:", ""]);
        return `${encode(each.name)}=${encode(String(value))}`;
      });
    if (mode === "garbage" && chance.happens(0.3))
      query.push(`${encode(chance.text())}=${encode(chance.text())}`);
    const whole = schema === null ? undefined : filler.fill(schema);
    const spoilt = mode === "nearly" ? chance.nearly(whole ?? {}) : whole;
    let body: string | Buffer | undefined = spoilt === undefined ? undefined : JSON.stringify(spoilt);
    if (mode === "garbage")
      body = chance.pick([
        ...[
          chance.bytes(50),
          JSON.stringify(chance.json()),
          "{",
          "[".repeat(5_000),
          "null",
          '"x"',
          undefined,
        ],
        ...['{"data":{"__proto__":{"x":1}}}', '{"data":[]}', `{"data":{"attributes":${"{}"}}}`],
        chance.mutated(Buffer.from(JSON.stringify(whole ?? {}))),
      ]);
    const headers: Record<string, string> = {};
    if (chance.happens(0.97)) headers.Authorization = `Bearer ${this.token}`;
    if (body !== undefined)
      headers["Content-Type"] = mode === "garbage" && chance.happens(0.3) ? "text/plain" : MEDIA_TYPE;
    if (mode === "garbage" && chance.happens(0.2))
      Object.assign(
        headers,
        chance.pick([{ Accept: "image/png" }, { "Content-Encoding": "gzip" }, { Range: "bytes=9-1" }]),
      );
    return {
      method,
      path: `/api/iacp/v3${filled}${query.length > 0 ? `?${query.join("&")}` : ""}`,
      headers,
      body,
    };
  }

  private remember({ data }: Any): void {
    for (const each of Array.isArray(data) ? data : [data])
      if (typeof each?.id === "string" && typeof each.type === "string") this.ids.push([each.type, each.id]);
    if (this.ids.length > 600) this.ids = this.ids.slice(-400);
  }

  private async renew(): Promise<void> {
    await this.close();
    const simulator = await startSimulator({ clock: "virtual", runners: false, logLevel: "silent" });
    this.stop = () => simulator.close();
    this.wire = new Wire(simulator.url);
    this.token = simulator.token;
    this.left = LIFE;
    this.ids = [["accounts", simulator.accountId]];
    const text = await (await fetch(`${simulator.url}/api/iacp/v3/openapi-public.yml`)).text();
    this.document = parse(text);
    this.operations = Object.entries<Any>(this.document.paths).flatMap(([path, methods]) =>
      Object.entries<Any>(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        parameters: operation.parameters ?? [],
        schema: operation.requestBody?.content?.[MEDIA_TYPE]?.schema ?? null,
      })),
    );
  }

  async close(): Promise<void> {
    this.wire?.close();
    await this.stop();
  }
}

function encode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return "%EF%BF%BD";
  }
}

/** The API as its own OpenAPI document describes it: as described, nearly so, and not at all. */
export const httpApi: TargetKind = { name: "API", share: 22, limit: 30_000, start: () => new HttpApi() };
