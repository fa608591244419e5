import type { IncomingMessage } from "node:http";
import { originOf } from "../http/origin.js";
import type { ApiServices } from "../http/services.js";
import type { Step } from "../http/steps.js";
import { openApiDocument } from "./index.js";
import { apiPageHtml } from "./page.js";

type Origins = Pick<ApiServices, "baseUrl" | "https">;

/** Creates a text once for each origin that it names. There are few: HTTP, and HTTPS by each name of its certificate. */
function once(services: Origins, make: (origin: string) => string): (req: IncomingMessage) => string {
  const texts = new Map<string, string>();
  return (req) => {
    const origin = originOf(services, req);
    const text = texts.get(origin) ?? make(origin);
    texts.set(origin, text);
    return text;
  };
}

const serve =
  (text: (req: IncomingMessage) => string, type: string): Step =>
  (req, res) => {
    res.setHeader("Content-Type", type);
    res.end(text(req));
  };

/** The OpenAPI document and the API page. Both are readable without a token. */
export function description(services: Origins): Step {
  const yaml = serve(
    once(services, (origin) => toYaml(openApiDocument(origin))),
    "application/yaml",
  );
  const page = serve(
    once(services, (origin) => apiPageHtml(openApiDocument(origin))),
    "text/html; charset=utf-8",
  );
  // Older tools ask for the preview. All requests to the API come by here, so this is one look into a table.
  const pages = new Map([
    ["/openapi-public.yml", yaml],
    ["/openapi-preview.yml", yaml],
    ["/docs", page],
  ]);
  return (req, res, next) => {
    const found =
      req.method === "GET" || req.method === "HEAD" ? pages.get(req.url.split("?", 1)[0]!) : undefined;
    if (found === undefined) next();
    else found(req, res, next);
  };
}

/** A key that YAML reads as this text. All other keys are quoted. */
const PLAIN_KEY = /^[A-Za-z_$][A-Za-z0-9_$-]*$/;
const RESERVED = /^(true|false|null|yes|no|on|off|y|n)$/i;

const keyText = (key: string) => (PLAIN_KEY.test(key) && !RESERVED.test(key) ? key : JSON.stringify(key));

const isEmpty = (value: object) => Object.keys(value).length === 0;

function lines(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return ` ${JSON.stringify(value)}\n`;
  if (isEmpty(value)) return Array.isArray(value) ? " []\n" : " {}\n";
  if (Array.isArray(value)) {
    const items = value.map((item) => {
      const text = lines(item, `${indent}  `);
      // The first member of an object is beside its dash.
      return text.startsWith("\n") ? `${indent}- ${text.slice(indent.length + 3)}` : `${indent}-${text}`;
    });
    return `\n${items.join("")}`;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `\n${members.map(([key, member]) => `${indent}${keyText(key)}:${lines(member, `${indent}  `)}`).join("")}`;
}

/**
 * Plain data as YAML: mappings and lists as blocks, scalars as JSON writes them, which YAML reads the same. A large document
 * takes milliseconds, so no request has to wait.
 */
const toYaml = (value: object): string => lines(value, "").slice(1);
