// What Slack's client refuses before it asks the app: an empty required input, too short, too long, not a number.

const REQUIRED = "Please fill this in.";

function isEmpty(value) {
  return Object.values(value ?? {}).every((part) => {
    if (Array.isArray(part)) return part.length === 0;
    return part === null || part === undefined || part === "";
  });
}

function textProblem(element, text) {
  const length = [...text].length;
  if (element.min_length && length < element.min_length)
    return `Please write at least ${element.min_length} characters.`;
  if (element.max_length && length > element.max_length)
    return `Please write at most ${element.max_length} characters.`;
  return null;
}

function numberProblem(element, text) {
  const pattern = element.is_decimal_allowed ? /^-?\d+([.,]\d+)?$/ : /^-?\d+$/;
  if (!pattern.test(text.trim()))
    return element.is_decimal_allowed ? "Please enter a number." : "Please enter a whole number.";
  const number = Number(text.replace(",", "."));
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Please enter at least ${element.min_value}.`;
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Please enter at most ${element.max_value}.`;
  return null;
}

function urlProblem(text) {
  return /^https?:\/\/[^\s/]+/i.test(text)
    ? null
    : "Please enter a web address that begins with http:// or https://.";
}

const mailProblem = (text) =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? null : "Please enter an e-mail address.";

const BY_TYPE = {
  plain_text_input: textProblem,
  number_input: numberProblem,
  url_text_input: (_element, text) => urlProblem(text),
  email_text_input: (_element, text) => mailProblem(text),
};

// The check of one input block: answers null, or a sentence.
export function inputProblem(block, value) {
  if (isEmpty(value)) return block.optional ? null : REQUIRED;
  const check = BY_TYPE[block.element.type];
  return check ? check(block.element, String(value.value)) : null;
}
