import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Request, RequestHandler, Response } from "express";
import { methodNotAllowed } from "../core/errors.js";

/**
 * The first segments of the console's addresses. The server answers all paths below them with the console, so they are here and
 * not only in the web app.
 */
export const CONSOLE_PAGES = [
  "pools",
  "runs",
  "environments",
  "workspaces",
  "integrations",
  "webhooks",
  "what-if",
  "capacity",
  "access",
  "sandbox",
  "authorize",
] as const;

/** The content types of the web app's files. */
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** The content security policy: no other hosts, no inline code, no frames. */
const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
};

interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  readonly gzipped: Buffer;
  /** Whether its name changes with its content. */
  readonly isHashed: boolean;
}

type Site = ReadonlyMap<string, Asset>;

/** The folder of the built web app: beside this file if it is compiled itself, otherwise in `dist`. */
const FOLDERS = ["site", "../../dist/simulator/console/site"].map((path) => join(import.meta.dirname, path));

function load(folder: string): Site {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => extname(name) in TYPES,
  );
  return new Map(
    names.map((name) => {
      const plain = readFileSync(join(folder, name));
      const path = name.replaceAll("\\", "/");
      const isHashed = path.startsWith("assets/");
      return [`/${path}`, { type: TYPES[extname(name)]!, plain, gzipped: gzipSync(plain), isHashed }];
    }),
  );
}

/** Read at the first request: most simulators are never opened in a browser. */
function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const isPage = (path: string): boolean =>
  path === "/" || (CONSOLE_PAGES as readonly string[]).includes(path.split("/", 2)[1]!);

/**
 * The console, a web page that uses the APIs like any other client. Every address of a page returns the same document, so that it
 * can be bookmarked and shared. All other requests continue. `baseUrl`: the address of HTTP, under which browsers sign in.
 */
export function consoleSite(baseUrl: () => string): RequestHandler {
  const site = lazily((): Site => {
    const folder = FOLDERS.find((each) => existsSync(join(each, "index.html")));
    return folder === undefined ? new Map() : load(folder);
  });
  return (req, res, next) => {
    const asset = isPage(req.path) ? site().get("/index.html") : site().get(req.path);
    if (asset === undefined) return next();
    if (isAlias(baseUrl(), req.headers.host)) return res.redirect(302, baseUrl() + req.originalUrl);
    if (req.method !== "GET" && req.method !== "HEAD")
      throw methodNotAllowed(req.method, req.path, ["GET", "HEAD"]);
    send(asset, req, res);
  };
}

/**
 * Whether a host is `localhost` and the sandbox listens on 127.0.0.1 alone. Another user may listen on the same port of ::1, which
 * browsers try first, and would be given what the console keeps for that origin.
 */
const isAlias = (baseUrl: string, host: string | undefined): boolean =>
  (host?.startsWith("localhost:") ?? false) &&
  baseUrl === `http://${host!.replace("localhost", "127.0.0.1")}`;

function send({ type, plain, gzipped, isHashed }: Asset, req: Request, res: Response): void {
  for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value);
  res.setHeader("Content-Type", type);
  res.setHeader("Cache-Control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
  res.setHeader("Vary", "Accept-Encoding");
  const isGzipped = /\bgzip\b/.test(String(req.headers["accept-encoding"] ?? ""));
  if (isGzipped) res.setHeader("Content-Encoding", "gzip");
  const body = isGzipped ? gzipped : plain;
  res.setHeader("Content-Length", body.length);
  res.end(req.method === "HEAD" ? undefined : body);
}

/** `/app/<environment>/<workspace>/runs/<id>`: the address of a run as tofu and terraform print it. */
const RUN = /^\/app\/[^/]+\/[^/]+\/runs\/([\w-]+)\/?$/;

/** Redirects the addresses that tofu and terraform print to the console's own pages. */
export function terminalLinks(): RequestHandler {
  return (req, res, next) => {
    if (!req.path.startsWith("/app/")) return next();
    const run = RUN.exec(req.path)?.[1];
    res.redirect(302, run === undefined ? "/workspaces" : `/runs/${run}`);
  };
}
