import type { Protocol } from "./messages";

/**
 * restJson1, the protocol of Amazon Chime, messaging and identity.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export const restJson: Protocol = {
  success: (status, output, requestId) => ({
    status,
    headers: headers(requestId),
    body: output === undefined ? "" : JSON.stringify(output),
  }),

  failure: (error, requestId) => ({
    status: error.status,
    error: error.error,
    headers: { ...headers(requestId), "x-amzn-ErrorType": error.error, ...error.headers },
    body: JSON.stringify(
      error.code === undefined ? { message: error.message } : { Code: error.code, Message: error.message },
    ),
  }),
};

function headers(requestId: string): Record<string, string> {
  return { "content-type": "application/json", "x-amzn-RequestId": requestId };
}
