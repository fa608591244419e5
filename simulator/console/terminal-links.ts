import type { RequestHandler } from "express";

/** `/app/<environment>/<workspace>/runs/<id>`: the address of a run as tofu and terraform print it. */
const RUN = /^\/app\/[^/]+\/[^/]+\/runs\/([\w-]+)\/?$/;

/** Leads from the addresses that tofu and terraform print to the console's own pages. */
export function terminalLinks(): RequestHandler {
  return (req, res, next) => {
    if (!req.path.startsWith("/app/")) return next();
    const run = RUN.exec(req.path)?.[1];
    res.redirect(302, run === undefined ? "/workspaces" : `/runs/${run}`);
  };
}
