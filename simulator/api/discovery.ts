import type { RequestHandler } from "express";
import { API_PATH } from "../paths.js";

/** Where Terraform and OpenTofu find the services of a host. */
export const discovery: RequestHandler = (_req, res) => {
  res.setHeader("Content-Type", "application/json");
  res.end(JSON.stringify({ "iacp.v3": `${API_PATH}/` }));
};
