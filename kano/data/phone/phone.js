// The page works without this. With it, the next screen is there at once, and answers wait on the phone for the network.
// Where storage is blocked or full, the browser goes on as if this were not here.
(() => {
  const $ = id => document.getElementById(id)
  const { code, owner, tab, round, words, screens, ...page } = JSON.parse($('data').textContent)
  const home = '/j/' + code, room = `kano.${code}.`, store = room + owner, last = store + '.last'
  const draft = store + '.draft', settling = 500
  const form = $('screen'), line = $('line'), notice = $('notice')
  const blocks = ['functional', 'dysfunctional', 'option']
  let { view, at } = page, turned = 0, late = 0, wait = 1e3
  let busy, failed, paused, saved, skipped, stopped, timer

  // What is not acknowledged yet: one entry per screen, in the order of sending.
  const queue = () => JSON.parse(localStorage.getItem(store) || '[]')
  const keep = list => list[0] ? localStorage.setItem(store, JSON.stringify(list)) : localStorage.removeItem(store)
  // One name and one count for every load and every tab of this browser: so the server knows what comes too late.
  function next() {
    const [name, count] = (localStorage.getItem(last) || tab + ':0').split(':'), key = `${name}:${+count + 1}`
    localStorage.setItem(last, key)
    return key
  }
  // What this person kept in this room, or what others kept who were here before.
  function forget(own) {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(room) && key.startsWith(store) === own) localStorage.removeItem(key)
    }
    if (own) sessionStorage.removeItem(draft)
  }
  // What is chosen on a screen and not sent yet: a reload or another language loses none of it.
  function begun(screen) {
    const own = JSON.parse(sessionStorage.getItem(draft) || '{}')
    return own.screen === screen.key && own.round == round ? own : {}
  }
  const values = screen => queue().find(entry => entry.screen === screen.key) || screen.saved
  const open = screen => !Object.keys(values(screen))[0]
  const first = () => screens.findIndex(open)
  const left = () => screens.filter(open).length
  const put = (text, n, of = n) => text.replace('{n}', of).replace('{at}', n)

  function say() {
    const n = queue().length, held = late || n && (paused || failed)
    const key = late ? { unknown: 'lost', closed: 'shut' }[view] || 'late' : !n ? 'saved' : paused ? 'held' : failed ? 'unsent' : 'sending'
    const text = n || late || saved ? put(words[key], late || n) : ''
    if (line.textContent !== text) line.textContent = text
    line.className = `line ${held ? 'kept' : text && key}`
    if (view !== 'end') return
    const end = $('end'), rest = left()
    end.querySelector('h1').textContent = words[rest ? 'unfinished' : n ? 'almost' : 'done']
    end.querySelector('.lead').textContent = put(words[rest ? 'unfinished-about' : n ? 'almost-about' : 'done-about'], rest)
    end.querySelector('.go').hidden = !rest
    $('tick').classList.toggle('pale', n || rest)
    end.querySelectorAll('small').forEach((mark, i) => {
      const own = values(screens[i])
      mark.textContent = open(screens[i]) ? words.open : blocks.some(name => own[name] == 0) ? words.skipped : ''
    })
  }

  function show(next, focus) {
    view = next
    for (const part of document.querySelectorAll('main > form, main > section')) part.hidden = part.id !== view
    if (focus) {
      scrollTo(0, 0)
      $(view).querySelector('h1').focus({ preventScroll: true })
    }
    say()
  }

  function ask(name, screen, given) {
    const set = $(name), text = screen.asked[name]
    if (!set) return
    set.hidden = set.disabled = !text
    set.classList.remove('blank')
    set.querySelector('.question').textContent = text
    if (text && name === 'option') set.lastElementChild.replaceChildren(...screen.offered.map((offer, i) => {
      const label = $('functional').querySelector('label').cloneNode(true)
      label.lastElementChild.textContent = offer
      Object.assign(label.firstElementChild, { name, value: i + 1 })
      return label
    }))
    for (const input of set.querySelectorAll('input')) input.checked = input.value == given[name]
  }

  function fill() {
    const screen = screens[at], given = { ...values(screen), ...begun(screen) }, all = !left(), reason = $('reason')
    form.elements.screen.value = screen.key
    $('bar').value = at + 1
    $('count').textContent = put(words.progress, at + 1, screens.length)
    $('question').textContent = screen.name
    $('about').textContent = screen.about || ''
    if ($('again')) $('again').hidden = at
    for (const name of [...blocks, 'importance']) ask(name, screen, given)
    if (reason) {
      form.elements.why.value = given.why || ''
      reason.open = given.why
      reason.hidden = screen.asked.option
    }
    $('back').href = '?at=' + at
    $('back').hidden = !at
    $('list').hidden = !all
    $('next').textContent = all ? words.save : words.next
    notice.hidden = true
    turned = performance.now()
  }

  // 0, 1, ... is a screen, -1 the list of them.
  function turn(i) {
    at = screens[i] ? i : -1
    if ($('at')) $('at').value = at < 0 ? '' : at + 1
    if (at >= 0) fill()
  }
  function move(i) {
    sessionStorage.removeItem(draft)
    turn(i)
  }
  const resume = focus => show(at < 0 ? 'end' : 'screen', focus)
  function go(i) {
    move(i)
    history.pushState(0, '', `${home}?at=${at + 1 || 'end'}`)
    resume(true)
  }
  function place(search) {
    const text = new URLSearchParams(search).get('at')
    return text === 'end' ? -1 : screens[text - 1] ? text - 1 : first()
  }

  function tell(text, skip) {
    notice.firstElementChild.textContent = text
    $('skip').hidden = !skip
    notice.hidden = false
    notice.focus()
  }

  function submit(event) {
    const entry = Object.fromEntries(new FormData(form))
    const blank = blocks.filter(name => screens[at].asked[name] && !entry[name])
    if (blank[0] && !skipped) {
      event.preventDefault()
      for (const name of blocks) $(name).classList.toggle('blank', blank.includes(name))
      return tell(words.unanswered, true)
    }
    skipped = false
    for (const name of blank) entry[name] = 0
    entry.key = next()
    keep([...queue().filter(other => other.screen !== entry.screen), entry])
    event.preventDefault()
    go(left() ? at + 1 : -1)
    send()
  }

  async function send() {
    clearTimeout(timer)
    const entry = form && queue()[0]
    if (!entry || busy || stopped) return say()
    busy = true
    say()
    let reply = {}
    try {
      reply = await (await fetch(home + '/a', {
        method: 'POST', headers: { Accept: 'application/json' }, body: new URLSearchParams(entry), keepalive: true,
        signal: AbortSignal.timeout?.(15e3)
      })).json()
      // no network, or a page of somebody else's
    } catch { }
    const { error, text } = reply
    busy = false
    failed = !reply.saved
    paused = error === 'room-waits'
    if (unknown(error)) return
    if (reply.saved || error === 'screen-unknown') {
      keep(queue().filter(other => other.key !== entry.key))
      if (error) tell(text)
      else screens.find(screen => screen.key === entry.screen).saved = entry
      saved = !error
      wait = 1e3
      return send()
    }
    if (error === 'room-closed' || error === 'round-over') return location.replace(home)
    if (paused) show('paused', true)
    else timer = setTimeout(send, wait *= 1.5 + Math.random() / 2)
    wait = Math.min(wait, 3e4)
    say()
  }

  // Left elsewhere, or the room is deleted: to load the page again would only be taken for a wrong code.
  function unknown(error) {
    if (error !== 'participant-unknown') return false
    if (stopped) return true
    stopped = true
    saved = false
    late = queue().length
    forget(true)
    document.querySelector('footer').hidden = true
    show('unknown', true)
    return true
  }

  async function poll() {
    if (stopped) return
    setTimeout(poll, ({ end: 8e3, closed: 15e3 }[view] || 4e3) * (1 + Math.random() / 2))
    if (document.hidden || view === 'screen') return
    try {
      const { error, state, round: now } = await (await fetch(home + '/s')).json()
      if (unknown(error) || error) return
      if (now !== round || (state === 'closed') !== (view === 'closed')) location.replace(home)
      else if (state === 'open' && view !== 'end') {
        paused = false
        resume(true)
        send()
      }
    } catch { }
  }

  const waiting = queue()
  late = waiting.filter(entry => !form || entry.round != round).length
  // A room that is closed may open again: what waits, waits on.
  forget(false)
  if (form) {
    keep(waiting.filter(entry => entry.round == round))
    if (!page.problem) turn(place(location.search))
    if (view === 'screen' || view === 'end') resume()
    history.replaceState(0, '', home + (at < 0 ? '' : `?at=${at + 1}`))
    form.addEventListener('submit', submit)
    form.addEventListener('input', () => {
      try {
        sessionStorage.setItem(draft, JSON.stringify(Object.fromEntries(new FormData(form))))
        // full
      } catch { }
    })
    // The second tap of two is for the screen before: it must not answer this one, however late a slow phone sees it.
    form.addEventListener('click', event => {
      if (event.detail && event.timeStamp - turned < settling) event.preventDefault()
    }, true)
    $('skip').addEventListener('click', () => skipped = true)
    document.addEventListener('click', event => {
      const link = event.target.closest('main a[href^="?"]')
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      go(place(link.search))
    })
    addEventListener('popstate', () => {
      move(place(location.search))
      if (view === 'screen' || view === 'end') resume(true)
    })
    addEventListener('online', send)
    addEventListener('visibilitychange', send)
  }
  $('leave').addEventListener('submit', () => {
    stopped = true
    forget(true)
  })
  send()
  setTimeout(poll, 5e3)
})()
