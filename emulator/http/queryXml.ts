import type { ErrorName } from "./errors";
import type { Protocol } from "./messages";

/** The content of an element: text, or child elements by name. */
type Xml = string | { readonly [element: string]: Xml };

/** The names that STS uses for errors, where they differ. */
const QUERY_NAMES: Partial<Record<ErrorName, string>> = {
  ExpiredTokenException: "ExpiredToken",
  ExpiredWebIdentityToken: "ExpiredTokenException",
  IncompleteSignatureException: "IncompleteSignature",
  InvalidSignatureException: "SignatureDoesNotMatch",
  MissingAuthenticationTokenException: "MissingAuthenticationToken",
  ThrottlingException: "Throttling",
  UnknownOperationException: "InvalidAction",
  UnrecognizedClientException: "InvalidClientTokenId",
};

/**
 * The AWS query protocol, which STS uses: form requests, XML replies. An output has one key, `<Action>Result`.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export const queryXml: Protocol = {
  success: (status, output, requestId) => {
    const [result = "", content = {}] = Object.entries(output as Record<string, Xml>)[0] ?? [];
    const response = { [result]: content, ResponseMetadata: { RequestId: requestId } };
    return reply(status, requestId, { [result.replace(/Result$/, "Response")]: response });
  },

  failure: (error, requestId) => {
    const Type = error.status < 500 ? "Sender" : "Receiver";
    const Code = QUERY_NAMES[error.error] ?? error.error;
    const body = { Error: { Type, Code, Message: error.message }, RequestId: requestId };
    const { status, headers, error: name } = error;
    return { ...reply(status, requestId, { ErrorResponse: body }, headers), error: name };
  },
};

function reply(
  status: number,
  requestId: string,
  content: Xml,
  headers: Readonly<Record<string, string>> = {},
) {
  return {
    status,
    headers: { "content-type": "text/xml", "x-amzn-RequestId": requestId, ...headers },
    body: toXml(content),
  };
}

function toXml(content: Xml): string {
  if (typeof content === "string") return escape(content);
  return Object.entries(content)
    .map(([name, inner]) => `<${name}>${toXml(inner)}</${name}>`)
    .join("");
}

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
