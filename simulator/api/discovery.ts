import { API_PATH } from "../core/paths.js";
import type { Step } from "./http/steps.js";

/** Where Terraform and OpenTofu find the services of a host. */
export const discovery: Step = (_req, res) => {
  res.setHeader("Content-Type", "application/json");
  res.end(JSON.stringify({ "iacp.v3": `${API_PATH}/` }));
};
