// Runs scripts as Apps Script would, with a FormApp that records what is asked of it and refuses what Google refuses.
const vm = require("vm");

const strict = (methods, name) =>
  new Proxy(methods, {
    get(target, key) {
      if (Object.hasOwn(target, key)) return target[key];
      throw new TypeError(`${name}.${String(key)} is not a function`);
    },
  });

const refuse = (when, why) => {
  if (when) throw new Error(why);
};

const recorder = (record, fields, name) => {
  const methods = {};
  for (const [setter, keep] of Object.entries(fields)) {
    methods[setter] = (...values) => {
      keep(record, ...values);
      return itself;
    };
  }
  const itself = strict(methods, name);
  return itself;
};

const string = (value) => (refuse(typeof value !== "string", "not a string"), value);

const TITLE = { setTitle: (item, text) => (item.title = string(text)) };
const REQUIRED = { setRequired: (item, yes) => (item.required = yes) };
const CHOICES = {
  setChoiceValues: (item, values) => {
    refuse(!Array.isArray(values) || values.length === 0, "no choices");
    refuse(values.some((text) => string(text) === ""), "an empty choice");
    refuse(new Set(values).size < values.length, "Questions cannot have duplicate choice values.");
    item.choices = [...values];
  },
};
const BOUNDS = {
  setBounds: (item, low, high) => {
    refuse(![0, 1].includes(low) || high < 3 || high > 10, "bounds");
    item.bounds = [low, high];
  },
};
const ITEMS = {
  addMultipleChoiceItem: { ...TITLE, ...REQUIRED, ...CHOICES },
  addScaleItem: { ...TITLE, ...REQUIRED, ...BOUNDS },
  addTextItem: { ...TITLE, ...REQUIRED },
  addPageBreakItem: { ...TITLE },
};

const makeForm = (form) => {
  const set = (name) => (record, value) => (record[name] = value);
  const fields = { setTitle: set("title"), setDescription: set("description"), setCollectEmail: set("collectsEmail") };
  const itself = recorder(form, { ...fields, setProgressBar: set("progress") }, "form");
  const target = { getEditUrl: () => "edit-url", getPublishedUrl: () => "public-url" };
  for (const [add, setters] of Object.entries(ITEMS)) {
    target[add] = () => {
      const item = { type: add.slice(3, -4), title: "", required: false, choices: [], bounds: [] };
      form.items.push(item);
      return recorder(item, setters, item.type);
    };
  }
  return new Proxy(target, { get: (own, key) => (Object.hasOwn(own, key) ? own[key] : itself[key]) });
};

const run = (script) => {
  const forms = [];
  const logs = [];
  const create = (name) => {
    forms.push({ name: string(name), items: [] });
    return makeForm(forms.at(-1));
  };
  const world = vm.createContext({
    FormApp: strict({ create }, "FormApp"),
    Logger: strict({ log: (text) => logs.push(string(text)) }, "Logger"),
  });
  const before = new Set(Object.keys(world));
  try {
    vm.runInContext(script, world);
    const made = Object.keys(world).filter((name) => !before.has(name));
    vm.runInContext("createForm()", world);
    return { error: "", forms, logs, functions: made };
  } catch (problem) {
    return { error: String(problem), forms, logs, functions: [] };
  }
};

const scripts = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(scripts.map(run)));
