// Ollama's own client. The replies are queued by JavaScriptClientTests, in this order.
import assert from "node:assert/strict";
import { Ollama } from "ollama";

const client = new Ollama({ host: process.argv[2] });
const model = "llama3.1:8b";
const messages = [{ role: "user", content: "Hi" }];
const tools = [{ type: "function", function: { name: "weather", parameters: { type: "object", properties: { city: { type: "string" } } } } }];

const whole = await client.chat({ model, messages, think: true });
assert.equal(whole.message.content, "Hello world");
assert.equal(whole.message.thinking, "Well.");
assert.equal(whole.done_reason, "stop");
assert.equal(whole.prompt_eval_count, 12);

const lines = [];
for await (const line of await client.chat({ model, messages, stream: true })) lines.push(line);
assert.equal(lines.map((line) => line.message.content).join(""), "Hello world");
assert.deepEqual(lines.map((line) => line.done), [false, false, true]);
assert.equal(lines.at(-1).eval_count, 3);

const called = await client.chat({ model, messages, tools });
assert.deepEqual(called.message.tool_calls[0].function.arguments, { city: "Oslo" });
const streamed = [];
for await (const line of await client.chat({ model, messages, tools, stream: true })) streamed.push(...(line.message.tool_calls ?? []));
assert.deepEqual(streamed.map((call) => call.function.name), ["weather", "time"]);

const json = await client.chat({ model, messages, format: { type: "object", properties: { city: { type: "string" } } } });
assert.deepEqual(JSON.parse(json.message.content), { city: "Oslo" });

await assert.rejects(client.chat({ model: "nobody", messages }), (error) => error.status_code === 404 && /model 'nobody' not found/.test(error.message));
await assert.rejects(async () => { for await (const _ of await client.chat({ model, messages, stream: true })); }, /ran out of memory/);

const embedded = await client.embed({ model: "nomic-embed-text", input: ["a", "b"] });
assert.deepEqual(embedded.embeddings, [[1, 0.5], [0, 1]]);

assert.ok((await client.list()).models.some((listed) => listed.model === model && listed.details.format === "gguf"));
assert.equal((await client.ps()).models[0].context_length, 4096);
assert.match((await client.version()).version, /^\d+\.\d+\.\d+$/);
