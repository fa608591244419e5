import { type Request, type RequestHandler, Router } from "express";
import { openApiDocument } from "../openapi/index.js";
import { apiPageHtml } from "../openapi/page.js";
import { toYaml } from "../openapi/yaml.js";
import type { Services } from "../services.js";
import { originOf } from "./origin.js";

type Origins = Pick<Services, "baseUrl" | "https">;

/** Makes a text once for each origin that it names (few: HTTP, and HTTPS by the names of its certificate). */
function once(services: Origins, make: (origin: string) => string): (req: Request) => string {
  const texts = new Map<string, string>();
  return (req) => {
    const origin = originOf(services, req);
    const text = texts.get(origin) ?? make(origin);
    texts.set(origin, text);
    return text;
  };
}

const serve =
  (text: (req: Request) => string, type: string): RequestHandler =>
  (req, res) => {
    res.setHeader("Content-Type", type);
    res.end(text(req));
  };

/** What the API says about itself, for tools and for people; readable without a token. */
export function description(services: Origins): Router {
  const router = Router();
  const yaml = serve(
    once(services, (origin) => toYaml(openApiDocument(origin))),
    "application/yaml",
  );
  // Older tools ask for the preview.
  router.get("/openapi-public.yml", yaml);
  router.get("/openapi-preview.yml", yaml);
  router.get(
    "/docs",
    serve(
      once(services, (origin) => apiPageHtml(openApiDocument(origin))),
      "text/html; charset=utf-8",
    ),
  );
  return router;
}
