"""The search of a list in the admin, and of its choices, folds accents and scripts as the public search does.

The columns are read and folded here, and not by the database: both databases find the same, whatever they can do.
"""

from collections import Counter, defaultdict

from django.contrib.admin.views.autocomplete import AutocompleteJsonView

from conference.languages.folding import fold


def folded_words(text):
    """Return the words that a text asks for, each as `fold` has it; marks within a word make it several, in a row."""
    return [word for word in (" ".join(fold(chunk).split()) for chunk in text.split()) if word]


class FoldedSearch:
    """For a ModelAdmin: each word must be somewhere in the columns of `search_fields`, however it is written."""

    def get_search_results(self, request, queryset, search_term):
        words, columns = folded_words(search_term), self.get_search_fields(request)
        if not words or not columns:
            return queryset, False
        texts = defaultdict(set)
        for key, *values in queryset.order_by().values_list("pk", *columns):
            texts[key].update(str(value) for value in values if value)  # a row comes once for each row joined to it
        found = [key for key, some in texts.items() if _has_all(some, words)]
        return queryset.filter(pk__in=found), False


def _has_all(texts, words):
    folded = "\n".join(" ".join(fold(text).split()) for text in texts)
    return all(word in folded for word in words)


class TellsApart(AutocompleteJsonView):
    """The rows from which a form lets choose; `told_apart` of the admin names those that are called alike."""

    def get_queryset(self):
        related = self.model_admin.list_select_related
        rows = super().get_queryset()
        return rows.select_related(*related) if isinstance(related, list | tuple) and related else rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        self._names = Counter(fold(str(row)) for row in context["object_list"])
        return context

    def serialize_result(self, row, to_field_name):
        shown = super().serialize_result(row, to_field_name)
        if self._names[fold(str(row))] > 1 and hasattr(self.model_admin, "told_apart"):
            shown["text"] = self.model_admin.told_apart(self.request, row)
        return shown
