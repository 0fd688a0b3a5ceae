"""Pages as their readers get them. What is not on a page is told only of a page that is there."""


def page(client, address, status=200, **options):
    """The words of a page that answers as it should; of an error's page nobody can say what it leaves out."""
    return body_of(client.get(address, **options), status)


def body_of(answer, status=200):
    """The words of an answer that is what it should be."""
    assert answer.status_code == status
    return answer.content.decode()
