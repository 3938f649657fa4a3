import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiRequest, Reply } from "../http/messages";

const PAGE = readFileSync(join(__dirname, "page.html"), "utf8");

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  // The page shows what clients chose. Only its own script and style run, and it reads only from the emulator.
  "content-security-policy": [
    "default-src 'none'",
    `script-src ${hashOf("script")}`,
    `style-src ${hashOf("style")}`,
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** Whether a browser asks for the page. AWS STS and Amazon S3 have operations with the same path, and signed requests. */
export function asksForPage({ method, path, queryString, headers }: ApiRequest): boolean {
  return method === "GET" && path === "/" && queryString === "" && headers["authorization"] === undefined;
}

/** The page that shows the resources and the calls. */
export function page(): Reply {
  return { status: 200, headers: HEADERS, body: PAGE };
}

function hashOf(name: "script" | "style"): string {
  const content = new RegExp(`<${name}>([^]*)</${name}>`).exec(PAGE)?.[1] ?? "";
  return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
}
