import { type RequestHandler, Router } from "express";
import { openApiDocument } from "../openapi/index.js";
import { apiPageHtml } from "../openapi/page.js";
import { toYaml } from "../openapi/yaml.js";
import type { Services } from "../services.js";

/** Makes a text once, when first asked for. */
function once(make: () => string): () => string {
  let text: string | undefined;
  return () => {
    text ??= make();
    return text;
  };
}

const serve =
  (text: () => string, type: string): RequestHandler =>
  (_req, res) => {
    res.setHeader("Content-Type", type);
    res.end(text());
  };

/** What the API says about itself, for tools and for people; readable without a token. */
export function description(services: Pick<Services, "baseUrl">): Router {
  const router = Router();
  const document = () => openApiDocument(services.baseUrl);
  const yaml = serve(
    once(() => toYaml(document())),
    "application/yaml",
  );
  // Older tools ask for the preview.
  router.get("/openapi-public.yml", yaml);
  router.get("/openapi-preview.yml", yaml);
  router.get(
    "/docs",
    serve(
      once(() => apiPageHtml(document())),
      "text/html; charset=utf-8",
    ),
  );
  return router;
}
