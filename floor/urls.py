app_name = "floor"
urlpatterns = [
    # the room and the public
    # delegations, from their phones
    # the console of the co-chairs and the secretariat
    # the record
]
