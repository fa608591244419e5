import type { IncomingMessage } from "node:http";
import { originOf } from "../http/origin.js";
import type { ApiServices } from "../http/services.js";
import type { Step } from "../http/steps.js";
import { openApiDocument } from "./index.js";
import { apiPageHtml } from "./page.js";
import { toYaml } from "./yaml.js";

type Origins = Pick<ApiServices, "baseUrl" | "https">;

/** Makes a text once for each origin that it names (few: HTTP, and HTTPS by the names of its certificate). */
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

/** What the API says about itself, for tools and for people; readable without a token. */
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
