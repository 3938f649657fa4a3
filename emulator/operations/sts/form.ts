/** The body of a call of the AWS query protocol. */
export function form(body: Buffer): URLSearchParams {
  return new URLSearchParams(body.toString("utf8"));
}
