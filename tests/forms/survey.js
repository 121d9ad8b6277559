// Cases in, what SurveyJS makes of them out: { form, people: [{ question: value }], shuffles: how often to start it }.
const { Model } = require("survey-core");
require("survey-core/survey.i18n");
const { lintSurvey } = require("survey-core/linter");

const text = (localizable) => localizable.renderedHtml;

const ask = (question) => ({
  code: question.name,
  screen: question.parent.isPanel ? question.parent.name : "",
  type: question.getType(),
  title: text(question.locTitle),
  required: question.isRequired,
  empty: question.isEmpty(),
  choices: (question.visibleChoices ?? question.visibleRateValues ?? []).map((item) => [item.value, text(item.locText)]),
});

const inLanguage = (form, locale) => {
  const model = new Model(form);
  model.locale = locale;
  return {
    title: text(model.locTitle),
    description: text(model.locDescription),
    panels: model.getAllPanels().map((panel) => text(panel.locTitle)),
    asked: model.getAllQuestions().map(ask),
  };
};

const answer = (form, person) => {
  const model = new Model(form);
  const started = model.data;
  const before = model.validate();
  for (const [name, value] of Object.entries(person)) model.getQuestionByName(name).value = value;
  return { started, before, after: model.validate(), data: model.data };
};

const order = (form) => {
  const model = new Model(form);
  const codes = (element) => (element.isPanel ? element.elements.flatMap(codes) : [element.name]);
  return model.visiblePages.flatMap((page) => page.elements.flatMap(codes));
};

const read = ({ form, people = [], shuffles = 0 }) => ({
  errors: (new Model(form).jsonErrors ?? []).map((error) => error.getFullDescription?.() ?? error.message),
  findings: lintSurvey(form).findings.map((finding) => `${finding.ruleId} ${finding.path}`),
  starts: new Model(form).locale,
  locales: Object.fromEntries(["", "zh-cn", "zh-tw"].map((locale) => [locale, inLanguage(form, locale)])),
  answered: people.map((person) => answer(form, person)),
  orders: Array.from({ length: shuffles }, () => order(form)),
});

const cases = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(read)));
