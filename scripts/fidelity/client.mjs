// A client of the scalr.io API that does nothing but send what it is told: the judge of facts has no code in common with
// what it judges.
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";

const BASE = "/api/iacp/v3";
const MEDIA_TYPE = "application/vnd.api+json";
/** How long a host may take to answer, in milliseconds. */
const TIMEOUT = 30_000;

/**
 * @typedef {object} Reply
 * @property {number} status
 * @property {any} body The JSON, or the text if it is not JSON.
 */

/** The identifiers that a relationship takes: `env-1` of `environments`, several, or null. */
const linkage = (type, value) => {
  if (value === null) return null;
  return Array.isArray(value) ? value.map((id) => ({ type, id })) : { type, id: value };
};

/** A JSON:API document. `links` gives each relationship as `[type, id]`, `[type, [ids]]` or `[type, null]`. */
export const documentOf = (type, attributes = {}, links = {}, id = undefined) => ({
  data: {
    type,
    ...(id !== undefined && { id }),
    attributes,
    relationships: Object.fromEntries(
      Object.entries(links).map(([name, [target, value]]) => [name, { data: linkage(target, value) }]),
    ),
  },
});

/** A client of one host; `ca` is the authority to trust besides those that Node trusts. */
export class Client {
  constructor({ url, token, ca }) {
    this.url = url.replace(/\/$/, "");
    this.token = token;
    this.ca = ca;
  }

  /** Sends one request below the API's base. @returns {Promise<Reply>} */
  send(method, path, body, headers = {}) {
    const url = new URL(`${this.url}${path.startsWith("/") ? path : `${BASE}/${path}`}`);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const sent = send(
        url,
        {
          method,
          timeout: TIMEOUT,
          ...(this.ca !== undefined && { ca: this.ca }),
          headers: {
            Authorization: `Bearer ${this.token}`,
            Accept: `${MEDIA_TYPE}, */*`,
            ...(text !== undefined && {
              "Content-Type": MEDIA_TYPE,
              "Content-Length": Buffer.byteLength(text),
            }),
            ...headers,
          },
        },
        (response) => {
          const chunks = [];
          response.on("data", (chunk) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => {
            const answer = Buffer.concat(chunks).toString();
            const isJson = /json/.test(response.headers["content-type"] ?? "") && answer !== "";
            resolve({ status: response.statusCode, body: isJson ? JSON.parse(answer) : answer });
          });
        },
      );
      sent.on("timeout", () =>
        sent.destroy(new Error(`${url.host} did not answer within ${TIMEOUT / 1000} s.`)),
      );
      sent.on("error", reject);
      sent.end(text);
    });
  }

  get = (path) => this.send("GET", path);
  delete = (path) => this.send("DELETE", path);
  create = (path, attributes, links, type = path.split("/").at(-1)) =>
    this.send("POST", path, documentOf(type, attributes, links));
  update = (path, attributes, links) => {
    const [id, type] = path.split("/").reverse();
    return this.send("PATCH", path, documentOf(type, attributes, links, id));
  };
}
