// Keeps a call alive while its page is open, saves what is typed, and waits for a lost network.
// Without it nothing is missing but the note being typed: each step is saved when it is sent.

const BEAT = 60000;
const REST = 3000;
const AGAIN = 15000;
const QUIET = { "X-Quiet": "1" };

customElements.define(
  "held-call",
  class extends HTMLElement {
    connectedCallback() {
      this.form = document.getElementById(this.dataset.form);
      this.isSaved = true;
      this.isOver = false; // nothing is kept any more, however often it is sent
      this.isLost = false;
      if (this.dataset.save) this.form.addEventListener("input", () => this.note());
      this.form.addEventListener("submit", (event) => this.leave(event));
      addEventListener("online", () => this.back());
      addEventListener("offline", () => this.lose());
      this.beat = setInterval(() => this.post(this.dataset.heartbeat, this.key()), BEAT);
      this.post(this.dataset.heartbeat, this.key());
    }

    disconnectedCallback() {
      clearInterval(this.beat);
    }

    key() {
      const body = new FormData();
      for (const name of ["csrfmiddlewaretoken", "token"]) body.set(name, this.form.elements[name].value);
      return body;
    }

    note() {
      this.isSaved = false;
      clearTimeout(this.rest);
      this.rest = setTimeout(() => this.save(), REST);
    }

    async save() {
      const body = new FormData(this.form);
      body.delete("once"); // the key of the step itself stays unused
      this.isSaved = await this.post(this.dataset.save, body);
      if (this.isSaved) this.say(`${this.dataset.saved} ${clock()}`);
      else if (!this.isOver) this.rest = setTimeout(() => this.save(), AGAIN);
    }

    async post(url, body) {
      try {
        const answer = await fetch(url, { method: "POST", body, headers: QUIET });
        if (answer.status === 409 || answer.status === 410) this.end(this.dataset.over);
        else if (answer.redirected) this.end(this.dataset.out); // to the page for signing in: nothing was saved
        else if (!answer.ok) this.lose();
        else if (this.isLost) this.say("");
        return answer.ok && !answer.redirected;
      } catch {
        this.lose();
        return false;
      }
    }

    lose() {
      this.say(this.dataset.lost);
      this.isLost = true;
    }

    end(words) {
      this.isOver = true;
      this.say(words);
    }

    // A step sent without network is kept, and sent again with the same key: it counts once.
    leave(event) {
      if (navigator.onLine) return;
      event.preventDefault();
      this.waiting = event.submitter;
      this.lose();
    }

    back() {
      if (this.waiting) this.form.requestSubmit(this.waiting);
      else if (!this.isSaved) this.save();
    }

    say(words) {
      this.isLost = false;
      this.textContent = words;
    }
  },
);

function clock() {
  const now = new Date();
  return `${now.getHours()} h ${String(now.getMinutes()).padStart(2, "0")}`;
}
