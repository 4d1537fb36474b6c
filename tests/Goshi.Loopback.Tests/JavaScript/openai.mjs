// The official client of OpenAI. The replies are queued by JavaScriptClientTests, in this order.
import assert from "node:assert/strict";
import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";

const client = new OpenAI({ apiKey: process.argv[3], baseURL: process.argv[2], maxRetries: 1 });
const model = "gpt-4o-mini";
const messages = [{ role: "user", content: "Hi" }];
const tools = [{ type: "function", function: { name: "weather", parameters: { type: "object", properties: { city: { type: "string" } } } } }];

const whole = await client.chat.completions.create({ model, messages });
assert.equal(whole.choices[0].message.content, "Hello world");
assert.equal(whole.choices[0].finish_reason, "stop");
assert.equal(whole.usage.prompt_tokens_details.cached_tokens, 4);
assert.ok(whole._request_id);

const chunks = [];
for await (const chunk of await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } })) {
  chunks.push(chunk);
}
assert.equal(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join(""), "Hello world");
assert.equal(chunks.at(-1).usage.total_tokens, 15);
assert.equal(chunks.at(-1).choices.length, 0);

// Folds a stream with its own rules, and throws where the chunks break them.
const folded = await client.chat.completions.stream({ model, messages, tools }).finalChatCompletion();
assert.equal(folded.choices[0].finish_reason, "tool_calls");
assert.deepEqual(folded.choices[0].message.tool_calls.map((call) => call.function.arguments), ['{"city":"Oslo"}', '{"city":"Rome"}']);

const parsed = await client.chat.completions.parse({ model, messages, response_format: zodResponseFormat(z.object({ city: z.string() }), "place") });
assert.deepEqual(parsed.choices[0].message.parsed, { city: "Oslo" });

const refused = await client.chat.completions.create({ model, messages });
assert.equal(refused.choices[0].message.refusal, "No.");
assert.equal(refused.choices[0].message.content, null);

let rounds = 0;
const runner = client.chat.completions.runTools({ model, messages, tools: [{ type: "function", function: {
  name: "weather", parse: JSON.parse, parameters: { type: "object", properties: {} }, function: ({ city }) => (rounds++, `Rain in ${city}`) } }] });
assert.equal(await runner.finalContent(), "It rains.");
assert.equal(rounds, 1);

// One retry: the first answer is 429 with Retry-After.
assert.equal((await client.chat.completions.create({ model, messages })).choices[0].message.content, "After a retry");

await assert.rejects(client.chat.completions.create({ model, messages }), (error) =>
  error instanceof OpenAI.BadRequestError && error.code === "context_length_exceeded" && error.param === "messages");
await assert.rejects(client.chat.completions.create({ model: "gpt-5.4-mini", messages, max_tokens: 5 }), (error) =>
  error instanceof OpenAI.BadRequestError && error.code === "unsupported_parameter" && error.type === "invalid_request_error");
await assert.rejects(new OpenAI({ apiKey: "not-the-key", baseURL: process.argv[2] }).models.list(), OpenAI.AuthenticationError);
await assert.rejects(async () => { for await (const _ of await client.chat.completions.create({ model, messages, stream: true })); }, OpenAI.APIError);

// Asks for base64 and unpacks it.
const embedded = await client.embeddings.create({ model: "text-embedding-3-small", input: ["a", "b"] });
assert.deepEqual(embedded.data.map((item) => item.embedding), [[1, 0.5], [0, 1]]);
assert.equal(embedded.usage.total_tokens, embedded.usage.prompt_tokens);

const models = [];
for await (const listed of client.models.list()) models.push(listed.id);
assert.ok(models.includes(model));
assert.equal((await client.models.retrieve(model)).id, model);
